import KinoraDocuments
import KinoraKernel

/// A genre and how many listed films and series bear it.
package struct GenreCount: Hashable, Sendable {
    package let name: String
    package let films: Int
    package let series: Int
}

/// Which genres are in use, kept in memory and brought up to date by the store's change feed.
///
/// The first question reads every listed title once. Later ones read only what was written since, so that pages cost one small query.
actor GenreIndex {
    private let store: any DocumentStore
    private let time: any TimeSource
    private var position: Int64?
    private var readAt = Moment(milliseconds: 0)
    private var genres: [String: [String: [String]]] = [:]

    /// More changed titles than this are read anew all together.
    private static let mostSingleReads = 200
    /// The feed forgets after a week; whoever was silent this long begins anew.
    private static let trustFeedFor = Duration.seconds(24 * 3600)
    private static let collections = [Film.schema.name, Series.schema.name]

    init(store: any DocumentStore, time: any TimeSource) {
        self.store = store
        self.time = time
    }

    /// The genres of listed titles, the most frequent first; of equals, by name.
    func inUse() async throws -> [GenreCount] {
        try await refresh()
        let films = Self.tally(genres[Film.schema.name] ?? [:])
        let series = Self.tally(genres[Series.schema.name] ?? [:])
        return Set(films.keys).union(series.keys)
            .map { GenreCount(name: $0, films: films[$0] ?? 0, series: series[$0] ?? 0) }
            .sorted { ($1.films + $1.series, $0.name) < ($0.films + $0.series, $1.name) }
    }

    private static func tally(_ genres: [String: [String]]) -> [String: Int] {
        var counts: [String: Int] = [:]
        for list in genres.values { for genre in Set(list) { counts[genre, default: 0] += 1 } }
        return counts
    }

    private func refresh() async throws {
        let now = time.now
        guard let position, now.since(readAt) < Self.trustFeedFor else { return try await readEverything(at: now) }
        var changed: Set<[String]> = []
        var last = position
        while true {
            let entries = try await store.changes(since: last, limit: Query.mostPerPage)
            for entry in entries where Self.collections.contains(entry.collection) { changed.insert([entry.collection, entry.id]) }
            last = entries.last?.position ?? last
            if changed.count > Self.mostSingleReads { return try await readEverything(at: now) }
            if entries.count < Query.mostPerPage { break }
        }
        for title in changed { note(try await store.read(title[1], in: title[0]), id: title[1], in: title[0]) }
        self.position = max(self.position ?? 0, last)
        readAt = now
    }

    private func readEverything(at now: Moment) async throws {
        let start = try await store.latestPosition()
        for collection in Self.collections {
            var found: [String: [String]] = [:]
            var skip = 0
            while true {
                let query = Query(.equal("isListed", true), sort: [.ascending("description.sortTitle")], skip: skip)
                let documents = try await store.find(query, in: collection)
                for document in documents { found[document.id] = Self.genres(of: document) }
                skip += documents.count
                if documents.count < Query.mostPerPage { break }
            }
            genres[collection] = found
        }
        position = start
        readAt = now
    }

    private func note(_ document: Document?, id: String, in collection: String) {
        let isListed = document?.body["isListed"] == .bool(true)
        genres[collection, default: [:]][id] = isListed ? document.map(Self.genres(of:)) : nil
    }

    private static func genres(of document: Document) -> [String] {
        guard case .array(let names) = document.body["description.genres"] else { return [] }
        return names.compactMap { name in
            if case .string(let text) = name { text } else { nil }
        }
    }
}
