import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// An answer of a provider's, kept so that it is asked once. The document's name is a digest of provider, manner and question; when it was
/// asked is when the store wrote it.
package struct KeptAnswer: Record, Hashable {
    package static let schema = CollectionSchema("lookups")

    package enum Status: String, Codable, Hashable, Sendable { case found, notFound }

    package var provider: Origin
    /// `film 27205`, `candidates …`: never with a key.
    package var question: String
    package var status: Status
    package var id: String?
    package var candidates: [Candidate]?
    package var facts: Facts?
    package var season: SeasonFacts?
}
