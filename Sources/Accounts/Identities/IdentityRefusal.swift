import KinoraKernel

/// Why an identity is not linked, or stays linked.
package enum IdentityRefusal: Complaint, Hashable {
    case belongsToAnother
    case lastWayIn
    case tooMany

    package var sentence: String {
        switch self {
        case .belongsToAnother: "This identity belongs to another account of this house already. Sign in there and take it away first."
        case .lastWayIn: "This is your only way in. Set a password or add a passkey first, then take it away."
        case .tooMany: "An account has at most \(IdentityBook.mostOfAMember) linked identities. Take one away first."
        }
    }
}
