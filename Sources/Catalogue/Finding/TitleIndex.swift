import KinoraDocuments
import KinoraKernel

/// Every listed title in memory, for directories and search, and the documents that were asked for lately. It follows the store's change feed
/// whenever somebody asks: what was written before the question is in the answer, whichever process wrote it.
package final class TitleIndex: Sendable {
    private let store: any DocumentStore
    private let time: any TimeSource
    private let bell = Bell(State())
    let films = KeptTitles<Film>(most: mostFilms)
    let series = KeptTitles<Series>(most: mostSeries)

    /// Documents that are kept for certain: about a dozen megabytes in all.
    private static let mostFilms = 1500
    private static let mostSeries = 500

    /// The feed forgets after a week.
    private static let trustFeedFor = Duration.seconds(6 * 24 * 3600)

    private struct State: Sendable {
        var isFollowing = false
        /// How often somebody began to follow the feed and did not fail.
        var begun = 0
        var known: Known?
    }

    /// What is known, and up to where.
    private struct Known: Sendable {
        var genres: [Genre]
        var position: Int64
        var at: Moment
        var book: TitleBook
    }

    package init(store: any DocumentStore, time: any TimeSource) {
        self.store = store
        self.time = time
    }

    /// The titles as they stand. Of many who ask at once one reads the feed; who comes while it is read waits for the next reading, because
    /// this one may have begun too early for it.
    package func current() async throws -> TitleBook {
        let arrival = bell.withState { $0.begun }
        while true {
            try Task.checkCancellation()
            let turn = bell.withState { state -> Turn in
                if state.isFollowing { return .wait }
                if state.begun > arrival, let book = state.known?.book { return .done(book) }
                state.isFollowing = true
                state.begun += 1
                return .follow(state.known)
            }
            switch turn {
            case .done(let book): return book
            case .wait: await bell.wait { !$0.isFollowing }
            case .follow(let known): return try await follow(from: known)
            }
        }
    }

    private enum Turn: Sendable {
        case wait
        case done(TitleBook)
        case follow(Known?)
    }

    private func follow(from known: Known?) async throws -> TitleBook {
        do {
            let reached = try await reach(from: known)
            bell.ring { state in
                state.isFollowing = false
                state.known = reached
            }
            return reached.book
        } catch {
            // Who waits begins anew, and gets an error of its own.
            bell.ring { state in
                state.isFollowing = false
                state.begun -= 1
            }
            throw error
        }
    }

    private func reach(from known: Known?) async throws -> Known {
        let latest = try await store.latestPosition()
        let now = time.now
        guard var known, known.position <= latest, known.position == latest || now.since(known.at) < Self.trustFeedFor else {
            return try await everything(upTo: latest, at: now)
        }
        var films: Set<String> = []
        var series: Set<String> = []
        var areGenresOld = false
        while known.position < latest {
            let changes = try await store.changes(since: known.position, limit: Query.mostPerPage)
            for change in changes {
                if change.collection == Film.schema.name { films.insert(change.id) }
                if change.collection == Series.schema.name { series.insert(change.id) }
                if change.collection == Genre.schema.name { areGenresOld = true }
            }
            known.position = changes.last?.position ?? known.position
            if changes.count < Query.mostPerPage { break }
        }
        known.at = now
        if films.isEmpty && series.isEmpty && !areGenresOld { return known }
        self.films.forget(films)
        self.series.forget(series)
        if areGenresOld { known.genres = try await genres() }
        let changed = films.union(series)
        var entries = known.book.entries.filter { !changed.contains($0.id) }
        for film in try await listed(Film.self, films) { entries.append(TitleEntry(film)) }
        for one in try await listed(Series.self, series) { entries.append(TitleEntry(one)) }
        known.book = TitleBook(entries, genres: known.genres)
        return known
    }

    private func everything(upTo latest: Int64, at now: Moment) async throws -> Known {
        films.forgetAll()
        series.forgetAll()
        var entries: [TitleEntry] = []
        try await Records<Film>(in: store).inPages(.equal("isListed", true)) { entries += $0.map { TitleEntry($0) } }
        try await Records<Series>(in: store).inPages(.equal("isListed", true)) { entries += $0.map { TitleEntry($0) } }
        let genres = try await genres()
        return Known(genres: genres, position: latest, at: now, book: TitleBook(entries, genres: genres))
    }

    /// The genres in use, the most frequent first.
    private func genres() async throws -> [Genre] {
        let order: [Sort] = [.descending("titles"), .ascending("name")]
        return try await Records<Genre>(in: store).find(Query(.greaterThan("titles", 0), sort: order)).map(\.value)
    }

    private func listed<R: Record>(_ type: R.Type, _ ids: Set<String>) async throws -> [Stored<R>] {
        var found: [Stored<R>] = []
        var rest = ids.sorted()[...]
        while !rest.isEmpty {
            let some = rest.prefix(Query.mostPerPage / 2)
            rest = rest.dropFirst(some.count)
            found += try await Records<R>(in: store).find(Query(.and([.in("_id", some.map(Value.string)), .equal("isListed", true)])))
        }
        return found
    }
}
