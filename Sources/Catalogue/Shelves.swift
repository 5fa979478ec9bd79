import KinoraDocuments
import KinoraKernel

/// What visitors find: listed titles only, in the order in which pages show them. Every question costs a bounded number of queries.
///
/// Shelves are made for grown-ups, who see everything. Whoever answers a profile asks the shelves that are `seen(by:)` it: what it may not
/// see is in none of the answers, and is not counted either.
package struct Shelves: Sendable {
    let store: any DocumentStore
    private let time: any TimeSource
    private let audience: Audience
    private let index: TitleIndex
    /// The titles as they stood when the shelves were settled; nil for shelves that look anew with every question.
    private let settledBook: TitleBook?
    private let isUnratedForChildren: Bool
    /// What is said in films and episodes; nil where nobody keeps that.
    let speech: (any SpeechIndex)?

    /// Titles on one page of a directory.
    package static let perPage = 60
    /// A series is shown with at most this many episodes.
    package static let mostEpisodes = 5 * Query.mostPerPage

    /// - Parameter isUnratedForChildren: whether children see what nobody rated.
    package init(
        store: any DocumentStore, time: any TimeSource, isUnratedForChildren: Bool = false, speech: (any SpeechIndex)? = nil
    ) {
        self.init(store, time, .grownUps, TitleIndex(store: store, time: time), isUnratedForChildren, speech)
    }

    private init(
        _ store: any DocumentStore, _ time: any TimeSource, _ audience: Audience, _ index: TitleIndex,
        _ isUnratedForChildren: Bool, _ speech: (any SpeechIndex)?, _ settledBook: TitleBook? = nil
    ) {
        self.store = store
        self.time = time
        self.audience = audience
        self.index = index
        self.isUnratedForChildren = isUnratedForChildren
        self.speech = speech
        self.settledBook = settledBook
    }

    /// What a viewer finds.
    /// - Parameter ageLimit: the viewer's age; nil for grown-ups.
    package func seen(at ageLimit: Int?) -> Shelves {
        seen(by: Audience(ageLimit: ageLimit, seesUnrated: isUnratedForChildren))
    }

    package func seen(by audience: Audience) -> Shelves {
        Shelves(store, time, audience, index, isUnratedForChildren, speech, settledBook)
    }

    /// The same shelves for one page: what was written until now is there, and every question is answered from that, without looking whether
    /// more came.
    package func settled() async throws -> Shelves {
        Shelves(store, time, audience, index, isUnratedForChildren, speech, try await book())
    }

    func book() async throws -> TitleBook {
        if let settledBook { settledBook } else { try await index.current() }
    }

    /// Reads what directories and search look through, so that the first visitor need not wait for it.
    package func openIndex() async throws { _ = try await index.current() }

    var films: AudienceShelf<Film> { AudienceShelf(store: store, audience: audience, kept: index.films) }
    var series: AudienceShelf<Series> { AudienceShelf(store: store, audience: audience, kept: index.series) }
    var episodes: AudienceShelf<Episode> { AudienceShelf(store: store, audience: audience) }
}

// MARK: Directories

extension Shelves {
    /// - Parameter watched: names of films that count as watched, where the choice leaves them out.
    package func films(_ choice: DirectoryChoice, watched: Set<String> = [], perPage: Int = Shelves.perPage) async throws
        -> DirectoryPage<Film>
    {
        try await page(of: films, .film, choice, watched, perPage)
    }

    /// - Parameter watched: names of series that count as watched, where the choice leaves them out.
    package func series(_ choice: DirectoryChoice, watched: Set<String> = [], perPage: Int = Shelves.perPage) async throws
        -> DirectoryPage<Series>
    {
        try await page(of: series, .series, choice, watched, perPage)
    }

    private func page<R: Rated>(
        of shelf: AudienceShelf<R>, _ kind: TitleEntry.Kind, _ choice: DirectoryChoice, _ watched: Set<String>, _ perPage: Int
    ) async throws -> DirectoryPage<R> {
        let book = try await book()
        let found = book.page(
            kind, choice, for: audience, genres: book.keys(of: choice.genre), watched: choice.isUnwatched ? watched : [], perPage: perPage)
        let titles = try await inOrder(found.names, from: shelf)
        return DirectoryPage(titles: titles, total: found.total, page: found.page, pages: found.pages, facets: found.facets)
    }

    /// Documents in the order of their names; those that are gone since are left out.
    private func inOrder<R: Rated>(_ names: [String], from shelf: AudienceShelf<R>) async throws -> [Stored<R>] {
        let byName = try await shelf.named(names)
        return names.compactMap { byName[$0] }
    }

    /// The first films of a directory.
    package func films(_ choice: DirectoryChoice, first count: Int) async throws -> [Stored<Film>] {
        try await inOrder(await first(count, .film, choice), from: films)
    }

    /// The first series of a directory.
    package func series(_ choice: DirectoryChoice, first count: Int) async throws -> [Stored<Series>] {
        try await inOrder(await first(count, .series, choice), from: series)
    }

    private func first(_ count: Int, _ kind: TitleEntry.Kind, _ choice: DirectoryChoice) async throws -> [String] {
        let book = try await book()
        return book.first(count, kind, choice, for: audience, genres: book.keys(of: choice.genre))
    }

    /// The genres in use, the most frequent first; of equals, by name. At most `Query.mostPerPage`.
    package func genres() async throws -> [GenreCount] {
        let book = try await book()
        guard audience.isLimited else { return book.genres.map { GenreCount($0) } }
        let seen = book.genres(for: audience)
        let counts = book.genres.compactMap { genre in
            seen[genre.key].map { GenreCount(name: genre.name, films: $0.films, series: $0.series) }
        }
        return counts.sorted { ($1.films + $1.series, $0.name) < ($0.films + $0.series, $1.name) }
    }
}

// MARK: Titles

extension Shelves {
    /// A title that another took in is that other one; whoever cares looks at its name.
    package func film(_ id: FilmID) async throws -> Stored<Film>? {
        if let film = try await films.read(id.rawValue) { return film }
        return try await films.first(.equal("aliases", .string(id.rawValue)))
    }

    package func series(_ id: SeriesID) async throws -> Stored<Series>? {
        if let one = try await series.read(id.rawValue) { return one }
        return try await series.first(.equal("aliases", .string(id.rawValue)))
    }

    /// The names under which titles stand, each once, in their order. What profiles say of titles is kept under the names that these had: one
    /// that another took in has another name now. Names of nothing stay as they are.
    package func standing(_ names: [String]) async throws -> [String] {
        guard !names.isEmpty else { return [] }
        let book = try await book()
        var known: Set<String> = []
        return names.map { book.standing($0) }.filter { known.insert($0).inserted }
    }

    /// All names of a title: the one under which it stands, then those of titles that it took in.
    package func names(of id: String) async throws -> [String] { try await book().names(of: id) }

    /// Of some titles, at most `Query.mostPerPage`, those that are there, by the names that were asked for.
    package func titles(named ids: [String]) async throws -> NamedTitles {
        guard !ids.isEmpty else { return NamedTitles(films: [:], series: [:]) }
        let book = try await book()
        let asked = Set(ids.prefix(Query.mostPerPage))
        let kinds = Dictionary(grouping: Set(asked.map { book.standing($0) })) { book.kind(of: $0) }
        var films = try await films.named(kinds[.film] ?? [])
        var series = try await series.named(kinds[.series] ?? [])
        for id in asked where book.standing(id) != id {
            films[id] = films[book.standing(id)]
            series[id] = series[book.standing(id)]
        }
        return NamedTitles(films: films, series: series)
    }

    /// The films of a collection; nil where none of them is there.
    package func collection(_ id: CollectionID) async throws -> CollectionShelf? {
        let found = try await inOrder(book().films(of: id, for: audience), from: films)
        guard let name = found.lazy.compactMap(\.value.description.collection).first else { return nil }
        return CollectionShelf(id: id, name: name, films: found)
    }

    /// The collections of which at least two films are there, by name. At most `Query.mostPerPage`, of more the largest.
    package func collections() async throws -> [CollectionCount] {
        let counted = try await book().collections(for: audience, fewest: 2).prefix(Query.mostPerPage)
        let first = try await films.named(counted.map(\.first))
        return counted.compactMap { entry in
            first[entry.first]?.value.description.collection.map {
                CollectionCount(id: entry.id, name: $0, films: entry.films, first: entry.first)
            }
        }.sorted { (SortTitle.fold($0.name), $0.id) < (SortTitle.fold($1.name), $1.id) }
    }

    /// When the titles that are there came.
    package func arrivals() async throws -> [Moment] {
        try await book().entries.filter { $0.isSeen(by: audience) }.compactMap(\.listedAt)
    }

    /// For whom these shelves are.
    package var viewers: Audience { audience }

    package func episode(_ id: EpisodeID) async throws -> Stored<Episode>? {
        if let episode = try await episodes.read(id.rawValue) { return episode }
        return try await episodes.first(.equal("aliases", .string(id.rawValue)))
    }

    /// The seasons of a series that have something to play, in order; specials last.
    package func seasons(of id: SeriesID) async throws -> [SeasonShelf] {
        var listed: [Stored<Episode>] = []
        let belongs: Filter = .equal("series", .string(id.rawValue))
        let order: [Sort] = [.ascending("season"), .ascending("number")]
        while listed.count < Self.mostEpisodes {
            let found = try await episodes.find(belongs, sort: order, skip: listed.count)
            listed += found
            if found.count < Query.mostPerPage { break }
        }
        let described = try await Records<Season>(in: store).find(Query(belongs)).map(\.value)
        return Dictionary(grouping: listed, by: \.value.season)
            .map { number, episodes in SeasonShelf(number: number, season: described.first { $0.number == number }, episodes: episodes) }
            .sorted { ($0.number == 0 ? Int.max : $0.number) < ($1.number == 0 ? Int.max : $1.number) }
    }

    /// Where the credits of a source run, as far as that is known.
    package func marks(of playable: Playable) async throws -> Marks? {
        if audience.isLimited {
            let belongs: Filter = .equal("sources", .string(playable.source))
            let film = try await films.first(belongs)
            if film == nil, try await episodes.first(belongs) == nil { return nil }
        }
        return try await Records<Marks>(in: store).read(playable.source)?.value
    }

    /// The episode to play after another: the next of its season, else the first of the next season. After a special only a special.
    package func next(after episode: Episode) async throws -> Stored<Episode>? {
        let season = Value.int(Int64(episode.season))
        let later: Filter = .and([.equal("season", season), .greaterThan("number", .int(Int64(episode.lastNumber ?? episode.number)))])
        let place: Filter = episode.season == 0 ? later : .or([later, .greaterThan("season", season)])
        return try await episodes.first(
            .and([.equal("series", .string(episode.series.rawValue)), place]), sort: [.ascending("season"), .ascending("number")])
    }
}

// MARK: Search and people

extension Shelves {
    /// Titles and people whose words begin with the words of a text, or look like them where there are none.
    /// - Parameter count: at most so many titles.
    package func search(_ text: String, first count: Int, people: Int = 12) async throws -> SearchFindings {
        let findings = TitleSearch(try await book(), for: audience).find(text, mostTitles: count, mostPeople: people)
        let stored = try await titles(findings.titles.map { ($0.id, $0.kind == .film ? .film : .series) })
        return SearchFindings(
            titles: findings.titles.compactMap { stored[$0.id] }, people: findings.people, correction: findings.correction)
    }

    /// Somebody, with everything of theirs that may be seen; nil where that is nothing.
    package func person(_ id: PersonID) async throws -> PersonShelf? {
        guard let person = try await Records<Person>(in: store).read(id.rawValue)?.value else { return nil }
        // Nothing is kept that is older than the question.
        _ = try await book()
        let seen = try await titles(person.appearances.map { ($0.title, $0.kind) })
        let shelf = PersonShelf(person, seen)
        return shelf.works.isEmpty ? nil : shelf
    }

    /// Titles by name, as far as they are there for the audience.
    private func titles(_ names: [(id: String, kind: Appearance.Kind)]) async throws -> [String: SearchFindings.Title] {
        var found: [String: SearchFindings.Title] = [:]
        for film in try await inOrder(names.filter { $0.kind == .film }.map(\.id), from: films) { found[film.id] = .film(film) }
        for one in try await inOrder(names.filter { $0.kind == .series }.map(\.id), from: series) { found[one.id] = .series(one) }
        return found
    }
}
