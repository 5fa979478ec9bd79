/// Every document of a collection, page by page in the order of `_id`, each page beginning behind the last name of the one before.
/// Nothing that stands for the whole time is left out or told twice, whatever is written in between.
struct AllDocuments: AsyncSequence, Sendable {
    typealias Element = Document

    let store: any DocumentStore
    let collection: String
    /// Where to begin: behind this name.
    var last: String?
    var pageSize = StoreCopy.pageSize

    func makeAsyncIterator() -> Iterator { Iterator(pages: self) }

    /// The documents behind a name; empty at the end.
    static func page(of collection: String, behind last: String?, limit: Int, in store: any DocumentStore) async throws -> [Document] {
        let filter = last.map { Filter.greaterThan("_id", .string($0)) } ?? .all
        return try await store.find(Query(filter, sort: [.ascending("_id")], limit: limit), in: collection)
    }

    struct Iterator: AsyncIteratorProtocol {
        private let pages: AllDocuments
        private var page: ArraySlice<Document> = []
        private var last: String?
        private var isAtEnd = false

        init(pages: AllDocuments) {
            self.pages = pages
            last = pages.last
        }

        mutating func next() async throws -> Document? {
            if page.isEmpty && !isAtEnd { try await turnPage() }
            return page.popFirst()
        }

        private mutating func turnPage() async throws {
            let found = try await AllDocuments.page(of: pages.collection, behind: last, limit: pages.pageSize, in: pages.store)
            page = found[...]
            last = found.last?.id
            isAtEnd = found.count < pages.pageSize
        }
    }
}
