import KinoraKernel

/// Why an account cannot be made or changed so.
package enum MemberRefusal: Complaint, Hashable {
    case addressTaken
    case unknown
    case aboveYou
    case lastOwner

    package var sentence: String {
        switch self {
        case .addressTaken: "There is an account with this address already."
        case .unknown: "There is no such member."
        case .aboveYou: "This member's role is not below yours; ask the owner."
        case .lastOwner: "The house needs an owner: give somebody else that role first."
        }
    }
}
