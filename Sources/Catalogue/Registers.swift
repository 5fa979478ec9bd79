import KinoraDocuments
import KinoraKernel

/// Keeps the documents of people and genres true to what is listed.
///
/// 1. The store's change feed tells which titles were written or deleted since the bookmark; an episode stands for its series.
/// 2. Their ages are put right (`AgeKeeper`).
/// 3. Of these titles, who did what is computed anew from what stands now, and compared with what people's documents say about them; only
///    documents that differ are written, each in one step. Then the genres are counted.
/// 4. The bookmark is moved, if nobody moved it meanwhile. If somebody did, both may have written what they read too early: the titles are
///    looked at once more.
///
/// So every step can be repeated, whoever is killed in between is followed by somebody who does it again, and where nothing changed,
/// nothing is written. Without a bookmark, or with one that the feed may have forgotten, everything is looked at.
struct Registers: Sendable {
    let store: any DocumentStore
    let time: any TimeSource
    let people: Records<Person>
    let genres: Records<Genre>
    private let bookmarks: Records<Bookmark>
    private let ages: AgeKeeper

    private static let bookmark = "registers"
    /// Titles that are dealt with together.
    private static let batch = 200
    /// The feed forgets after a week.
    private static let trustFeedFor = Duration.seconds(6 * 24 * 3600)
    /// The bookmark is moved over so many changes of other things, so that they are not read again and again.
    private static let mostIdleChanges = 500
    /// The bookmark is moved by whoever was first, so of many at once one is done each time.
    private static let attempts = 100

    init(store: any DocumentStore, time: any TimeSource, ages: AgeKeeper) {
        self.store = store
        self.time = time
        self.ages = ages
        people = Records(in: store)
        genres = Records(in: store)
        bookmarks = Records(in: store)
    }

    /// The titles that have to be looked at, and where the feed ends.
    struct Work {
        var films: Set<String> = []
        var series: Set<String> = []
        /// Series that were written themselves, and episodes; an episode's series is in `series`.
        var writtenSeries: Set<String> = []
        var episodes: Set<String> = []
        var end: Int64
        var entries = 0

        var isEmpty: Bool { films.isEmpty && series.isEmpty }
    }

    func reconcile() async throws {
        // What was dealt with while somebody else moved the bookmark.
        var again: (films: Set<String>, series: Set<String>) = ([], [])
        for _ in 1...Self.attempts {
            let known = try await bookmarks.read(Self.bookmark)
            var work = try await work(since: known?.value)
            let isNew = !work.isEmpty
            work.films.formUnion(again.films)
            work.series.formUnion(again.series)
            if !work.isEmpty {
                try await settleAges(work)
                try await settle(work)
                try await countGenres(work)
            }
            guard known == nil || isNew || work.entries > Self.mostIdleChanges else {
                if work.isEmpty { return }
                if try await bookmarks.read(Self.bookmark)?.etag == known?.etag { return }
                again = (work.films, work.series)
                continue
            }
            do {
                let moved = Bookmark(position: work.end, at: time.now)
                if let known {
                    _ = try await bookmarks.replace(known.id, with: moved, ifMatch: known.etag)
                } else {
                    _ = try await bookmarks.insert(moved, id: Self.bookmark)
                }
                return
            } catch StoreError.changed, StoreError.exists, StoreError.missing {
                again = (work.films, work.series)
            }
        }
        throw StoreError.unavailable("the bookmark of people and genres is moved too often")
    }

    // MARK: - What has to be looked at

    private func work(since known: Bookmark?) async throws -> Work {
        let latest = try await store.latestPosition()
        guard let known, known.position <= latest, known.position == latest || time.now.since(known.at) < Self.trustFeedFor else {
            return try await everything(upTo: latest)
        }
        var work = Work(end: known.position)
        while true {
            let entries = try await store.changes(since: work.end, limit: Query.mostPerPage)
            try await note(entries, in: &work)
            work.end = entries.last?.position ?? work.end
            work.entries += entries.count
            if entries.count < Query.mostPerPage { return work }
        }
    }

    private func note(_ entries: [DocumentChange], in work: inout Work) async throws {
        var episodes: [String] = []
        for entry in entries {
            switch entry.collection {
            case Film.schema.name: work.films.insert(entry.id)
            case Series.schema.name:
                work.series.insert(entry.id)
                work.writtenSeries.insert(entry.id)
            case Episode.schema.name: episodes.append(entry.id)
            default: continue
            }
        }
        guard !episodes.isEmpty else { return }
        let found = try await Records<Episode>(in: store).find(Query(.in("_id", episodes.map(Value.string))))
        for episode in found {
            work.series.insert(episode.value.series.rawValue)
            work.episodes.insert(episode.id)
        }
    }

    private func everything(upTo latest: Int64) async throws -> Work {
        var work = Work(end: latest)
        for try await film in Records<Film>(in: store).all(.equal("isListed", true)) { work.films.insert(film.id) }
        for try await series in Records<Series>(in: store).all(.equal("isListed", true)) { work.series.insert(series.id) }
        for try await person in people.all() {
            for appearance in person.value.appearances {
                switch appearance.kind {
                case .film: work.films.insert(appearance.title)
                case .series: work.series.insert(appearance.title)
                }
            }
        }
        return work
    }

    // MARK: - Ages

    /// Puts right what somebody wrote without an age, or with a wrong one.
    private func settleAges(_ work: Work) async throws {
        for id in work.films { try await ages.settle(film: id) }
        for id in work.episodes { try await ages.settle(episode: id) }
        for id in work.writtenSeries { try await ages.settle(series: id) }
    }

    // MARK: - People

    private func settle(_ work: Work) async throws {
        var films = work.films.sorted()[...]
        while !films.isEmpty {
            let batch = Array(films.prefix(Self.batch))
            films = films.dropFirst(batch.count)
            var roll = CreditRoll()
            for film in try await listed(Film.self, batch) { roll.add(film: film.id, film.value.description) }
            try await settle(roll, Set(batch))
        }
        for id in work.series.sorted() {
            var roll = CreditRoll()
            for series in try await listed(Series.self, [id]) {
                roll.add(series: id, series.value.description, episodes: try await episodes(of: id))
            }
            try await settle(roll, [id])
        }
    }

    private func listed<R: Record>(_ type: R.Type, _ ids: [String]) async throws -> [Stored<R>] {
        try await Records<R>(in: store).find(Query(.and([.in("_id", ids.map(Value.string)), .equal("isListed", true)])))
    }

    private func episodes(of series: String) async throws -> [Description] {
        var found: [Description] = []
        let filter: Filter = .and([.equal("series", .string(series)), .equal("isListed", true)])
        for try await episode in Records<Episode>(in: store).all(filter) where found.count < Shelves.mostEpisodes {
            found.append(episode.value.description)
        }
        return found
    }

    /// Brings people's documents to what the roll says about some titles.
    private func settle(_ roll: CreditRoll, _ batch: Set<String>) async throws {
        var standing: [String: Person] = [:]
        for try await person in people.all(.in("titles", batch.map(Value.string))) { standing[person.value.key] = person.value }
        for (key, part) in roll.parts {
            if let known = standing.removeValue(forKey: key) {
                var wanted = known
                Self.apply(part, batch, to: &wanted)
                if wanted == known { continue }
            }
            try await people.change(PersonName.id(of: key).rawValue, startingFrom: Person(name: part.name, key: key)) {
                Self.apply(part, batch, to: &$0)
            }
        }
        for key in standing.keys { try await leave(PersonName.id(of: key).rawValue, batch) }
    }

    private static func apply(_ part: CreditRoll.Part, _ batch: Set<String>, to person: inout Person) {
        person.replace(part.appearances, in: batch)
        person.providerIDs.merge(part.providerIDs) { known, _ in known }
        // The first picture stays, whichever other titles have others.
        guard person.portraitSource == nil, let portrait = part.portrait else { return }
        person.portraitSource = portrait
        person.waitsForPortrait = true
    }

    /// Takes titles away from somebody who is no longer in them.
    private func leave(_ id: String, _ batch: Set<String>) async throws {
        do {
            let isGone = try await people.change(id) { person in
                person.replace([], in: batch)
                return person.appearances.isEmpty
            }
            guard isGone, let person = try await people.read(id), person.value.appearances.isEmpty else { return }
            _ = try await people.delete(id, ifMatch: person.etag)
        } catch StoreError.missing, StoreError.changed {
            // Somebody else did it, or found the person in another title.
        }
    }
}
