import KinoraDocuments
import KinoraKernel

/// What visitors find: listed titles only, in the order in which pages show them. Every question costs a bounded number of queries.
package struct Shelves: Sendable {
    private let films: Records<Film>
    private let series: Records<Series>
    private let seasons: Records<Season>
    private let episodes: Records<Episode>
    private let genreRecords: Records<Genre>
    private let marks: Records<Marks>

    /// Titles on one page of a directory.
    package static let perPage = 60
    /// A series is shown with at most this many episodes.
    package static let mostEpisodes = 5 * Query.mostPerPage

    package init(store: any DocumentStore, time: any TimeSource) {
        films = Records(in: store)
        series = Records(in: store)
        seasons = Records(in: store)
        episodes = Records(in: store)
        genreRecords = Records(in: store)
        marks = Records(in: store)
    }

    private static let isListed: Filter = .equal("isListed", true)
}

// MARK: Directories

extension Shelves {
    package func films(_ choice: DirectoryChoice, perPage: Int = Shelves.perPage) async throws -> DirectoryPage<Film> {
        try await page(of: films, choice, perPage)
    }

    package func series(_ choice: DirectoryChoice, perPage: Int = Shelves.perPage) async throws -> DirectoryPage<Series> {
        try await page(of: series, choice, perPage)
    }

    private func page<R: Record>(of records: Records<R>, _ choice: DirectoryChoice, _ perPage: Int) async throws -> DirectoryPage<R> {
        let filter = try await filter(choice)
        let total = try await records.count(filter)
        let pages = max(1, (total + perPage - 1) / perPage)
        let page = min(choice.page, pages)
        let query = Query(filter, sort: Self.sort(choice.order), skip: (page - 1) * perPage, limit: perPage)
        return DirectoryPage(titles: try await records.find(query), total: total, page: page, pages: pages)
    }

    /// The first films of a directory, without counting the others.
    package func films(_ choice: DirectoryChoice, first count: Int) async throws -> [Stored<Film>] {
        try await films.find(Query(await filter(choice), sort: Self.sort(choice.order), limit: count))
    }

    /// The first series of a directory, without counting the others.
    package func series(_ choice: DirectoryChoice, first count: Int) async throws -> [Stored<Series>] {
        try await series.find(Query(await filter(choice), sort: Self.sort(choice.order), limit: count))
    }

    /// The genres in use, the most frequent first; of equals, by name. At most `Query.mostPerPage`.
    package func genres() async throws -> [GenreCount] {
        try await genreRecords.find(Query(.greaterThan("titles", 0), sort: [.descending("titles"), .ascending("name")]))
            .map { GenreCount(name: $0.value.name, films: $0.value.films, series: $0.value.series) }
    }

    private func filter(_ choice: DirectoryChoice) async throws -> Filter {
        guard let genre = choice.genre else { return Self.isListed }
        let known = try await genreRecords.first(.equal("key", .string(Genre.key(genre) ?? "")))
        let spellings = known?.value.spellings ?? [genre]
        return .and([Self.isListed, .in("description.genres", spellings.map(Value.string))])
    }

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
    package func film(_ id: FilmID) async throws -> Stored<Film>? {
        try await films.read(id.rawValue).flatMap { $0.value.isListed ? $0 : nil }
    }

    package func series(_ id: SeriesID) async throws -> Stored<Series>? {
        try await series.read(id.rawValue).flatMap { $0.value.isListed ? $0 : nil }
    }

    package func episode(_ id: EpisodeID) async throws -> Stored<Episode>? {
        try await episodes.read(id.rawValue).flatMap { $0.value.isListed ? $0 : nil }
    }

    /// The seasons of a series that have something to play, in order; specials last.
    package func seasons(of id: SeriesID) async throws -> [SeasonShelf] {
        var listed: [Stored<Episode>] = []
        let belongs: Filter = .equal("series", .string(id.rawValue))
        let order: [Sort] = [.ascending("season"), .ascending("number")]
        while listed.count < Self.mostEpisodes {
            let found = try await episodes.find(Query(.and([belongs, Self.isListed]), sort: order, skip: listed.count))
            listed += found
            if found.count < Query.mostPerPage { break }
        }
        let described = try await seasons.find(Query(belongs)).map(\.value)
        return Dictionary(grouping: listed, by: \.value.season)
            .map { number, episodes in SeasonShelf(number: number, season: described.first { $0.number == number }, episodes: episodes) }
            .sorted { ($0.number == 0 ? Int.max : $0.number) < ($1.number == 0 ? Int.max : $1.number) }
    }

    /// Where the credits of a source run, as far as that is known.
    package func marks(of playable: Playable) async throws -> Marks? {
        try await marks.read(playable.source)?.value
    }

    /// The episode to play after another: the next of its season, else the first of the next season. After a special only a special.
    package func next(after episode: Episode) async throws -> Stored<Episode>? {
        let season = Value.int(Int64(episode.season))
        let later: Filter = .and([.equal("season", season), .greaterThan("number", .int(Int64(episode.lastNumber ?? episode.number)))])
        let place: Filter = episode.season == 0 ? later : .or([later, .greaterThan("season", season)])
        return try await episodes.first(
            .and([.equal("series", .string(episode.series.rawValue)), Self.isListed, place]),
            sort: [.ascending("season"), .ascending("number")])
    }
}

// MARK: Search

extension Shelves {
    /// Titles whose words begin with the words of a text.
    package func search(_ text: String, first count: Int) async throws -> (films: [Stored<Film>], series: [Stored<Series>]) {
        let filter: Filter = .and([Self.isListed, .text(text)])
        let order: [Sort] = [.ascending("description.sortTitle")]
        async let films = films.find(Query(filter, sort: order, limit: count))
        async let series = series.find(Query(filter, sort: order, limit: count))
        return try await (films, series)
    }
}
