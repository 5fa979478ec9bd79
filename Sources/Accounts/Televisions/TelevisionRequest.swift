import KinoraDocuments
import KinoraKernel

/// A television that asks to be let in by somebody who is signed in elsewhere. The document is named by the digest of the secret that the
/// television's cookie holds; neither secret nor code are kept.
package struct TelevisionRequest: Record, Hashable {
    package static let schema = CollectionSchema(
        "television-requests", indexes: [.unique("code"), .lookup("place"), .lookup("expiresAt")])

    /// The code's digest, keyed (`HouseKeys.Purpose.televisionCodes`): so few letters could be guessed from a plain one.
    package var code: String
    /// What the member sees of the television: see `DeviceSighting`.
    package var device: String
    package var place: String
    package var madeAt: Moment
    package var expiresAt: Moment
    /// How many seconds the television waits between two questions.
    package var interval: Int
    package var askedAt: Moment?
    /// Who said yes (`MemberID`), and in which session: once that ends its word counts no more.
    package var member: String?
    package var session: String?
    package var isRefused: Bool
}
