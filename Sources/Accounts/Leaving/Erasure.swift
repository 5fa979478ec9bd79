import KinoraDocuments
import KinoraKernel

/// That somebody was erased. The document is called as the account was, which is random and says nothing of anybody once the account is gone;
/// should an old copy bring the account back, it is known by this name and erased again.
package struct Erasure: Record, Hashable {
    package static let schema = CollectionSchema("erasures")

    package var begunAt: Moment
    package var doneAt: Moment?
    /// How many documents of which collection were deleted.
    package var counts: [String: Int]

    package init(begunAt: Moment) {
        self.begunAt = begunAt
        counts = [:]
    }
}
