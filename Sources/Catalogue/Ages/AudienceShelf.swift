import KinoraDocuments

/// The titles of one kind that are there for one audience. `Shelves` reaches titles through it alone, so that no question of its can forget
/// for whom it asks.
struct AudienceShelf<R: Rated>: Sendable {
    private let records: Records<R>
    private let audience: Audience
    private let kept: KeptTitles<R>?

    /// - Parameter kept: what `named` need not ask the store for.
    init(store: any DocumentStore, audience: Audience, kept: KeptTitles<R>? = nil) {
        records = Records(in: store)
        self.audience = audience
        self.kept = kept
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

    /// Titles by their names, those that are there.
    func named(_ names: [String]) async throws -> [String: Stored<R>] {
        let known = kept?.find(names) ?? .init(missing: names)
        var titles = known.titles.filter { $0.value.value.isSeen(by: audience) }
        var rest = known.missing[...]
        while !rest.isEmpty {
            let some = rest.prefix(Query.mostPerPage)
            rest = rest.dropFirst(some.count)
            // For everybody: what is kept is kept for everybody.
            let everybodys: Filter = .and([R.filter(for: .grownUps), .in("_id", some.map(Value.string))])
            let found = try await records.find(Query(everybodys))
            kept?.keep(found, askedIn: known.round)
            for title in found where title.value.isSeen(by: audience) { titles[title.id] = title }
        }
        return titles
    }

    private func seen(_ filter: Filter) -> Filter {
        let isSeen = R.filter(for: audience)
        return filter == .all ? isSeen : .and([isSeen, filter])
    }
}
