import KinoraKernel

/// Why a passkey was not taken.
package enum PasskeyRefusal: Complaint, Hashable {
    /// What the browser sent is no answer of an authenticator.
    case malformed
    /// The question was asked too long ago, was answered already, or was asked of another browser or account.
    case stale
    /// Made for another site.
    case foreign
    /// The authenticator did not make sure that it is its owner who asks.
    case unverified
    /// A kind of key or attestation that was not asked for.
    case unsupported
    case badSignature
    /// No account has this passkey any more.
    case unknown
    /// Its counter went back: there is a copy of the key.
    case copied
    case alreadyKept
    /// The account has `Passkeys.most` of them.
    case tooMany

    package var sentence: String {
        switch self {
        case .malformed, .foreign, .badSignature, .copied: "The passkey was not accepted. Sign in another way."
        case .stale: "That took too long. Try again."
        case .unverified: "The device has to ask for a finger, a face or a PIN. Set that up on it and try again."
        case .unsupported: "This kind of passkey cannot be used here. Try another device."
        case .unknown: "No account here has this passkey. Sign in another way, and remove it from the device."
        case .alreadyKept: "This passkey is kept already."
        case .tooMany: "There are as many passkeys as an account can have. Remove one to add another."
        }
    }
}
