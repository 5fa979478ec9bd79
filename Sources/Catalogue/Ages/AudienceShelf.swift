import KinoraDocuments

/// The titles of one kind that are there for one audience. `Shelves` reaches titles through it alone, so that no question of its can forget
/// for whom it asks.
struct AudienceShelf<R: Rated>: Sendable {
    private let records: Records<R>
    private let audience: Audience

    init(store: any DocumentStore, audience: Audience) {
        records = Records(in: store)
        self.audience = audience
    }

    func read(_ id: String) async throws -> Stored<R>? {
        try await records.read(id).flatMap { $0.value.isSeen(by: audience) ? $0 : nil }
    }

    func find(_ filter: Filter = .all, sort: [Sort] = [], skip: Int = 0, limit: Int = Query.mostPerPage) async throws -> [Stored<R>] {
        try await records.find(Query(seen(filter), sort: sort, skip: skip, limit: limit))
    }

    func first(_ filter: Filter, sort: [Sort] = []) async throws -> Stored<R>? {
        try await records.first(seen(filter), sort: sort)
    }

    func count(_ filter: Filter = .all) async throws -> Int {
        try await records.count(seen(filter))
    }

    private func seen(_ filter: Filter) -> Filter {
        let isSeen = R.filter(for: audience)
        return filter == .all ? isSeen : .and([isSeen, filter])
    }
}
