import KinoraDocuments
import KinoraKernel

/// How far a reader of the change feed has come that goes on there after a restart. A place in one store's feed means nothing in another's,
/// so copies and exports leave it out.
struct FeedPlace: Record, Hashable {
    static let schema = CollectionSchema("feed-places")

    var place: Int64
    /// When the reader was there: the feed forgets after a week.
    var at: Moment
}
