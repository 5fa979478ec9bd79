import KinoraDocuments
import KinoraKernel

/// Money that the owner gives back. One document for each payment, so that its parts never add up to more than it.
package struct Refunds: Record, Hashable {
    package static let schema = CollectionSchema("refunds", indexes: [.lookup("isOpen")])

    package struct Part: Codable, Hashable, Sendable {
        package enum State: String, Codable, Hashable, Sendable { case asked, done, refused }

        package var reference: String
        package var amount: Money
        package var state: State
        package var askedAt: Moment
        package var askedBy: String
        package var note: String?
    }

    package var provider: String
    package var payment: String
    package var parts: [Part]
    /// Whether a part was asked for whose outcome is not known.
    package var isOpen: Bool
}
