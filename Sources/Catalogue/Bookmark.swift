import KinoraDocuments
import KinoraKernel

/// Up to where somebody has read the store's change feed, kept over restarts.
package struct Bookmark: Record, Hashable {
    package static let schema = CollectionSchema("bookmarks")

    package var position: Int64
    package var at: Moment

    package init(position: Int64, at: Moment) {
        self.position = position
        self.at = at
    }
}
