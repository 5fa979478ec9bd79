import KinoraDocuments
import KinoraKernel

/// An invitation into the house: a link that admits so many people until a day. The document is named by the digest of its code.
package struct Invitation: Record, Hashable {
    package static let schema = CollectionSchema("invitations", indexes: [.lookup("madeBy"), .lookup("expiresAt")])

    /// Who made it (`MemberID`).
    package var madeBy: String
    /// What it is for, in the maker's words.
    package var note: String
    package var role: Role
    /// How many people it still admits.
    package var left: Int
    package var quota: Int
    package var expiresAt: Moment
}
