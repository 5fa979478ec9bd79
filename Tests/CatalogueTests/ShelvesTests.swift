import KinoraDocuments
import KinoraKernel
import KinoraMedia
import Testing

@testable import KinoraCatalogue

@Suite("What visitors find on the shelves")
struct ShelvesTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_760_000_000_000))
    private let store: MemoryStore
    private let editor: CatalogueEditor
    private let shelves: Shelves

    init() async throws {
        store = MemoryStore(time: time)
        try await store.prepare(CatalogueEditor.schemas)
        editor = CatalogueEditor(store: store, time: time)
        shelves = Shelves(store: store, time: time)
    }

    @discardableResult
    private func film(_ title: String, year: Int? = nil, genres: [String] = [], isReady: Bool = true) async throws -> FilmID {
        var description = Description(title: title, year: year)
        description.genres = genres
        let id = try await editor.place(film: description, source: "source of \(title)")
        if isReady { try await publish("source of \(title)") }
        return id
    }

    @discardableResult
    private func episode(_ number: Int, through last: Int? = nil, season: Int, of series: SeriesID, isReady: Bool = true) async throws
        -> EpisodeID
    {
        let source = "\(series) \(season) \(number)"
        let id = try await editor.place(
            episode: number, through: last, season: season, of: series, description: Description(title: "Part \(number)"), source: source)
        if isReady { try await publish(source) }
        return id
    }

    private func publish(_ source: String) async throws {
        time.advance(by: .seconds(60))
        let package = PackageID(String(Digest(of: Array(source.utf8)).hex.prefix(32)))
        try await editor.publish(
            Playable(package: package, source: source, duration: 60_000, height: 720, audioLanguages: [], textLanguages: []))
    }

    @Test func whatCannotBePlayedIsNotListed() async throws {
        let ready = try await film("Ready")
        let unready = try await film("Unready", isReady: false)

        #expect(try await shelves.films(DirectoryChoice()).titles.map(\.value.description.title) == ["Ready"])
        #expect(try await shelves.film(ready) != nil)
        #expect(try await shelves.film(unready) == nil)
        #expect(try await shelves.search("unready", first: 10).films.isEmpty)
        #expect(try await shelves.film(FilmID("nonsense")) == nil)
    }

    @Test func filmsAreOrderedAsAsked() async throws {
        try await film("The Zebra", year: 1999)
        try await film("Älter", year: 2020)
        try await film("Middle", year: 2010)
        try await film("Unknown year")

        func titles(_ order: DirectoryChoice.Order) async throws -> [String] {
            try await shelves.films(DirectoryChoice(order: order)).titles.map(\.value.description.title)
        }
        #expect(try await titles(.title) == ["Älter", "Middle", "Unknown year", "The Zebra"])
        #expect(try await titles(.newest) == ["Unknown year", "Middle", "Älter", "The Zebra"])
        #expect(try await titles(.year) == ["Älter", "Middle", "The Zebra", "Unknown year"])
    }

    @Test func aDirectoryHasPagesThatDoNotOverlap() async throws {
        for number in 10..<35 { try await film("Film \(number)") }

        var seen: [String] = []
        for page in 1...3 {
            let found = try await shelves.films(DirectoryChoice(page: page), perPage: 10)
            #expect(found.total == 25 && found.pages == 3 && found.page == page)
            seen += found.titles.map(\.value.description.title)
        }
        #expect(seen == (10..<35).map { "Film \($0)" })
        #expect(try await shelves.films(DirectoryChoice(page: 99), perPage: 10).page == 3)
        #expect(try await shelves.films(DirectoryChoice(page: -5), perPage: 10).page == 1)
    }

    @Test func anEmptyDirectoryIsOnePageOfNothing() async throws {
        let page = try await shelves.films(DirectoryChoice(genre: "Western"))

        #expect(page.titles.isEmpty && page.total == 0 && page.page == 1 && page.pages == 1)
    }

    @Test func genresAreCountedAndFollowWhatIsWritten() async throws {
        try await film("One", genres: ["Drama", "Crime"])
        try await film("Two", genres: ["Drama", "Drama"])
        #expect(
            try await shelves.genres() == [
                GenreCount(name: "Drama", films: 2, series: 0), GenreCount(name: "Crime", films: 1, series: 0),
            ])

        try await film("Three", genres: ["Crime"])
        try await film("Hidden", genres: ["Crime"], isReady: false)
        var described = Description(title: "Two")
        described.genres = ["Comedy"]
        _ = try await editor.place(film: described, source: "source of Two")
        try await editor.reconcile()

        #expect(try await shelves.genres().map(\.name) == ["Crime", "Comedy", "Drama"])
        #expect(try await shelves.films(DirectoryChoice(genre: "Crime")).titles.map(\.value.description.title) == ["One", "Three"])
    }

    @Test func oneGenreMayBeSpelledInSeveralWays() async throws {
        try await film("One", genres: ["Science Fiction"])
        try await film("Two", genres: ["science-fiction"])

        #expect(try await shelves.genres() == [GenreCount(name: "Science Fiction", films: 2, series: 0)])
        #expect(try await shelves.films(DirectoryChoice(genre: "Science Fiction")).total == 2)
        #expect(try await shelves.films(DirectoryChoice(genre: "SCIENCE FICTION")).total == 2)
    }

    @Test func aSilentWeekMakesTheGenresBeReadAnew() async throws {
        try await film("One", genres: ["Drama"])
        #expect(try await shelves.genres().count == 1)

        time.advance(by: .seconds(8 * 24 * 3600))
        try await film("Two", genres: ["Crime"])

        #expect(try await shelves.genres().map(\.name) == ["Crime", "Drama"])
    }

    @Test func seasonsAreInOrderWithSpecialsLast() async throws {
        let series = try await editor.place(series: Description(title: "Night Ferry"))
        try await editor.place(season: 2, of: series, title: "The Return", plot: nil, poster: nil)
        for (season, number) in [(2, 1), (1, 10), (1, 2), (0, 1), (1, 1)] { try await episode(number, season: season, of: series) }
        try await episode(3, season: 1, of: series, isReady: false)

        let seasons = try await shelves.seasons(of: series)

        #expect(seasons.map(\.number) == [1, 2, 0])
        #expect(seasons[0].episodes.map(\.value.number) == [1, 2, 10])
        #expect(seasons[1].season?.title == "The Return")
        #expect(seasons[0].season == nil)
        #expect(try await shelves.series(series) != nil)
    }

    @Test func theNextEpisodeIsTheNextThatCanBePlayed() async throws {
        let series = try await editor.place(series: Description(title: "Night Ferry"))
        let other = try await editor.place(series: Description(title: "Another"))
        for (season, number) in [(1, 1), (2, 4), (0, 1), (0, 2)] { try await episode(number, season: season, of: series) }
        try await episode(2, through: 3, season: 1, of: series)
        try await episode(3, season: 1, of: series)
        try await episode(2, season: 2, of: series, isReady: false)
        try await episode(9, season: 9, of: other)

        func next(_ season: Int, _ number: Int) async throws -> [Int]? {
            let all = try await shelves.seasons(of: series).flatMap(\.episodes)
            let episode = try #require(all.first { $0.value.season == season && $0.value.number == number })
            return try await shelves.next(after: episode.value).map { [$0.value.season, $0.value.number] }
        }
        #expect(try await next(1, 1) == [1, 2])
        #expect(try await next(1, 2) == [2, 4])
        #expect(try await next(1, 3) == [2, 4])
        #expect(try await next(2, 4) == nil)
        #expect(try await next(0, 1) == [0, 2])
        #expect(try await next(0, 2) == nil)
    }

    @Test func searchFindsBeginningsOfWordsWithoutCaseOrAccents() async throws {
        try await film("Die Brücke am Fluss")
        try await film("Harbour Lights")
        let series = try await editor.place(series: Description(title: "Brückenbauer"))
        try await episode(1, season: 1, of: series)

        let found = try await shelves.search("bruck", first: 10)

        #expect(found.films.map(\.value.description.title) == ["Die Brücke am Fluss"])
        #expect(found.series.map(\.value.description.title) == ["Brückenbauer"])
        #expect(try await shelves.search("light harb", first: 10).films.count == 1)
    }
}
