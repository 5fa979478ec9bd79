/// Which part of a directory is looked at, and in which order.
package struct DirectoryChoice: Hashable, Sendable {
    package enum Order: String, Hashable, Sendable, CaseIterable {
        case title, newest, year
    }

    package var order: Order
    /// Only titles of this genre; nil for all.
    package var genre: String?
    /// Counts from 1.
    package var page: Int

    /// Deeper pages than this are not looked for.
    package static let lastPage = 10_000

    package init(order: Order = .title, genre: String? = nil, page: Int = 1) {
        self.order = order
        self.genre = genre
        self.page = min(max(1, page), Self.lastPage)
    }
}
