import KinoraDocuments
import KinoraKernel

/// What a provider's person asked the provider to have deleted here, and what became of it: kept so that the person can look. The document is
/// named by the digest of the code that the person got.
package struct DataDeletion: Record, Hashable {
    package static let schema = CollectionSchema("data-deletions", indexes: [.lookup("askedAt")])

    package var provider: String
    package var askedAt: Moment
    /// Whether anything was known here that could be deleted.
    package var hadSomething: Bool
    package var doneAt: Moment

    package init(provider: String, askedAt: Moment, hadSomething: Bool, doneAt: Moment) {
        self.provider = provider
        self.askedAt = askedAt
        self.hadSomething = hadSomething
        self.doneAt = doneAt
    }
}
