import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Whether a provider is asked at present, for pages: the document's name is the provider's.
package struct ProviderStanding: Record, Hashable {
    package static let schema = CollectionSchema("providers")

    /// Until when it is left alone; nil when all is well.
    package var pausedUntil: Moment?
    /// Why, in one sentence.
    package var reason: String?
    /// The same for other languages than English.
    package var explained: Explanation?

    package init(pausedUntil: Moment? = nil, reason: String? = nil, explained: Explanation? = nil) {
        self.pausedUntil = pausedUntil
        self.reason = reason
        self.explained = explained
    }
}
