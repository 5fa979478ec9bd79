import KinoraDocuments
import KinoraKernel

/// What visitors find: listed titles only, in the order in which pages show them. Every question costs a bounded number of queries.
///
/// Shelves are made for grown-ups, who see everything. Whoever answers a profile asks the shelves that are `seen(by:)` it: what it may not
/// see is in none of the answers, and is not counted either.
package struct Shelves: Sendable {
    private let store: any DocumentStore
    private let time: any TimeSource
    private let audience: Audience
    private let memory: GenreMemory
    private let isUnratedForChildren: Bool

    /// Titles on one page of a directory.
    package static let perPage = 60
    /// A series is shown with at most this many episodes.
    package static let mostEpisodes = 5 * Query.mostPerPage
    /// The most frequent genres are counted for children; rarer ones are not offered to them.
    package static let mostGenresForChildren = 100

    /// - Parameter isUnratedForChildren: whether children see what nobody rated.
    package init(store: any DocumentStore, time: any TimeSource, isUnratedForChildren: Bool = false) {
        self.init(store, time, .grownUps, GenreMemory(), isUnratedForChildren)
    }

    private init(
        _ store: any DocumentStore, _ time: any TimeSource, _ audience: Audience, _ memory: GenreMemory, _ isUnratedForChildren: Bool
    ) {
        self.store = store
        self.time = time
        self.audience = audience
        self.memory = memory
        self.isUnratedForChildren = isUnratedForChildren
    }

    /// What a viewer finds.
    /// - Parameter ageLimit: the viewer's age; nil for grown-ups.
    package func seen(at ageLimit: Int?) -> Shelves {
        seen(by: Audience(ageLimit: ageLimit, seesUnrated: isUnratedForChildren))
    }

    package func seen(by audience: Audience) -> Shelves { Shelves(store, time, audience, memory, isUnratedForChildren) }

    private var films: AudienceShelf<Film> { AudienceShelf(store: store, audience: audience) }
    private var series: AudienceShelf<Series> { AudienceShelf(store: store, audience: audience) }
    private var episodes: AudienceShelf<Episode> { AudienceShelf(store: store, audience: audience) }
}

// MARK: Directories

extension Shelves {
    package func films(_ choice: DirectoryChoice, perPage: Int = Shelves.perPage) async throws -> DirectoryPage<Film> {
        try await page(of: films, choice, perPage)
    }

    package func series(_ choice: DirectoryChoice, perPage: Int = Shelves.perPage) async throws -> DirectoryPage<Series> {
        try await page(of: series, choice, perPage)
    }

    private func page<R: Rated>(of shelf: AudienceShelf<R>, _ choice: DirectoryChoice, _ perPage: Int) async throws -> DirectoryPage<R> {
        let filter = try await filter(choice)
        let total = try await shelf.count(filter)
        let pages = max(1, (total + perPage - 1) / perPage)
        let page = min(choice.page, pages)
        let titles = try await shelf.find(filter, sort: Self.sort(choice.order), skip: (page - 1) * perPage, limit: perPage)
        return DirectoryPage(titles: titles, total: total, page: page, pages: pages)
    }

    /// The first films of a directory, without counting the others.
    package func films(_ choice: DirectoryChoice, first count: Int) async throws -> [Stored<Film>] {
        try await films.find(await filter(choice), sort: Self.sort(choice.order), limit: count)
    }

    /// The first series of a directory, without counting the others.
    package func series(_ choice: DirectoryChoice, first count: Int) async throws -> [Stored<Series>] {
        try await series.find(await filter(choice), sort: Self.sort(choice.order), limit: count)
    }

    /// The genres in use, the most frequent first; of equals, by name. At most `Query.mostPerPage`.
    package func genres() async throws -> [GenreCount] {
        guard audience.isLimited else { return try await knownGenres().map { GenreCount($0) } }
        let now = time.now
        if let known = memory.genres(of: audience, at: now) { return known }
        var counts: [GenreCount] = []
        for genre in try await knownGenres(Self.mostGenresForChildren) {
            let bears = Self.bears(genre.spellings)
            let count = GenreCount(name: genre.name, films: try await films.count(bears), series: try await series.count(bears))
            if count.films + count.series > 0 { counts.append(count) }
        }
        counts.sort { ($1.films + $1.series, $0.name) < ($0.films + $0.series, $1.name) }
        memory.note(counts, of: audience, at: now)
        return counts
    }

    private func knownGenres(_ most: Int = Query.mostPerPage) async throws -> [Genre] {
        let order: [Sort] = [.descending("titles"), .ascending("name")]
        return try await Records<Genre>(in: store).find(Query(.greaterThan("titles", 0), sort: order, limit: most)).map(\.value)
    }

    private func filter(_ choice: DirectoryChoice) async throws -> Filter {
        guard let genre = choice.genre else { return .all }
        let known = try await Records<Genre>(in: store).first(.equal("key", .string(Genre.key(genre) ?? "")))
        return Self.bears(known?.value.spellings ?? [genre])
    }

    private static func bears(_ spellings: [String]) -> Filter { .in("description.genres", spellings.map(Value.string)) }

    private static func sort(_ order: DirectoryChoice.Order) -> [Sort] {
        switch order {
        case .title: [.ascending("description.sortTitle")]
        case .newest: [.descending("listedAt")]
        case .year: [.descending("description.year"), .ascending("description.sortTitle")]
        }
    }
}

// MARK: Titles

extension Shelves {
    package func film(_ id: FilmID) async throws -> Stored<Film>? { try await films.read(id.rawValue) }

    package func series(_ id: SeriesID) async throws -> Stored<Series>? { try await series.read(id.rawValue) }

    package func episode(_ id: EpisodeID) async throws -> Stored<Episode>? { try await episodes.read(id.rawValue) }

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

// MARK: Search

extension Shelves {
    /// Titles whose words begin with the words of a text.
    package func search(_ text: String, first count: Int) async throws -> (films: [Stored<Film>], series: [Stored<Series>]) {
        let order: [Sort] = [.ascending("description.sortTitle")]
        async let films = films.find(.text(text), sort: order, limit: count)
        async let series = series.find(.text(text), sort: order, limit: count)
        return try await (films, series)
    }
}
