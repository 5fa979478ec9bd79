/// Every record that a filter finds, one after the other, however many: pages in the order of `_id`, each beginning behind the last name of
/// the one before. Nothing that stands for the whole time is left out or told twice, whatever is written in between.
package struct AllRecords<R: Record>: AsyncSequence, Sendable {
    package typealias Element = Stored<R>

    let records: Records<R>
    let filter: Filter
    let pageSize: Int

    package func makeAsyncIterator() -> Iterator { Iterator(records: records, filter: filter, pageSize: pageSize) }

    package struct Iterator: AsyncIteratorProtocol {
        let records: Records<R>
        let filter: Filter
        let pageSize: Int
        private var page: ArraySlice<Stored<R>> = []
        private var last: String?
        private var isAtEnd = false

        init(records: Records<R>, filter: Filter, pageSize: Int) {
            self.records = records
            self.filter = filter
            self.pageSize = pageSize
        }

        package mutating func next() async throws -> Stored<R>? {
            if page.isEmpty && !isAtEnd { try await turnPage() }
            return page.popFirst()
        }

        private mutating func turnPage() async throws {
            let behind = last.map { Filter.and([filter, .greaterThan("_id", .string($0))]) } ?? filter
            let found = try await records.find(Query(behind, sort: [.ascending("_id")], limit: pageSize))
            page = found[...]
            last = found.last?.id
            isAtEnd = found.count < pageSize
        }
    }
}

extension Records {
    /// Hands on everything that a filter finds, page by page as `all` does, and reads the next page meanwhile: for whoever goes through all there
    /// is and has something to do with each page.
    package func inPages(
        _ filter: Filter = .all, of size: Int = 250, _ take: ([Stored<R>]) async throws -> Void
    ) async throws {
        var page = try await documents(filter, behind: nil, limit: size)
        while let last = page.last?.id {
            let isLast = page.count < size
            async let next = isLast ? [] : documents(filter, behind: last, limit: size)
            try await take(page.map(Self.stored))
            page = try await next
        }
    }

    private func documents(_ filter: Filter, behind last: String?, limit: Int) async throws -> [Document] {
        let behind = last.map { Filter.and([filter, .greaterThan("_id", .string($0))]) } ?? filter
        return try await store.find(Query(behind, sort: [.ascending("_id")], limit: limit), in: R.schema.name)
    }

    /// Everything that a filter finds, page by page; see `AllRecords`.
    package func all(_ filter: Filter = .all, pageSize: Int = Query.mostPerPage) -> AllRecords<R> {
        AllRecords(records: self, filter: filter, pageSize: max(1, Swift.min(pageSize, Query.mostPerPage)))
    }
}
