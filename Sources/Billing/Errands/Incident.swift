import KinoraDocuments
import KinoraKernel

/// Something about money that the owner has to look into. Written once for each cause.
package struct Incident: Record, Hashable {
    package static let schema = CollectionSchema("billing-incidents", indexes: [.lookup("isSettled", "at")])

    package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        /// What the provider says is not what was ordered.
        case mismatch
        /// A payment of an amount that was not agreed.
        case unexpectedAmount
        /// One order was paid more than once.
        case paidTwice
        /// Money for something that was given up here before.
        case paidAfterAll
        case dispute
        /// The provider refuses for good.
        case refused
        /// A message could not be followed after many attempts.
        case messageGivenUp
    }

    package var kind: Kind
    package var deal: String?
    package var provider: String?
    /// One line, without secrets.
    package var detail: String
    package var at: Moment
    package var isSettled: Bool
}
