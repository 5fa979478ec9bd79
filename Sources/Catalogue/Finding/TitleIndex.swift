import KinoraDocuments
import KinoraKernel

/// Every listed title in memory, for directories and search. It follows the store's change feed whenever somebody asks: what was written
/// before the question is in the answer, whichever process wrote it.
package final class TitleIndex: Sendable {
    private let store: any DocumentStore
    private let time: any TimeSource
    private let bell = Bell(State())

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
        var entries: [String: TitleEntry]
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
        while known.position < latest {
            let changes = try await store.changes(since: known.position, limit: Query.mostPerPage)
            for change in changes {
                if change.collection == Film.schema.name { films.insert(change.id) }
                if change.collection == Series.schema.name { series.insert(change.id) }
            }
            known.position = changes.last?.position ?? known.position
            if changes.count < Query.mostPerPage { break }
        }
        known.at = now
        if films.isEmpty && series.isEmpty { return known }
        for id in films.union(series) { known.entries[id] = nil }
        for film in try await listed(Film.self, films) { known.entries[film.id] = TitleEntry(film) }
        for one in try await listed(Series.self, series) { known.entries[one.id] = TitleEntry(one) }
        known.book = TitleBook(Array(known.entries.values))
        return known
    }

    private func everything(upTo latest: Int64, at now: Moment) async throws -> Known {
        var entries: [String: TitleEntry] = [:]
        for try await film in Records<Film>(in: store).all(.equal("isListed", true)) { entries[film.id] = TitleEntry(film) }
        for try await series in Records<Series>(in: store).all(.equal("isListed", true)) { entries[series.id] = TitleEntry(series) }
        return Known(entries: entries, position: latest, at: now, book: TitleBook(Array(entries.values)))
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
