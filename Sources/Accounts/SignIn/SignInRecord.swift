import KinoraDocuments
import KinoraKernel

/// A sign-in, or a try: a fact, appended and never overwritten. When it was is what the store says.
package struct SignInRecord: Record, Hashable {
    package static let schema = CollectionSchema("sign-ins", indexes: [.lookup("member")])

    package enum Outcome: String, Codable, Hashable, Sendable, CaseIterable {
        case signedIn
        /// A wrong password, code or key.
        case refused
        /// Right, but the account is closed, waits, or is not confirmed.
        case notAdmitted
        /// Too many tries; nothing was compared.
        case slowed
    }

    /// The account, where there is one; what strangers typed is not kept.
    package var member: String?
    package var way: SignInWay
    package var outcome: Outcome
    package var device: String
    package var place: String
}
