import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import Testing

@Suite("The catalogue's editor")
struct CatalogueEditorTests {
    private let store: any DocumentStore
    private let editor: CatalogueEditor
    private let films: Records<Film>
    private let episodes: Records<Episode>
    private let series: Records<Series>
    private let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))

    init() async throws {
        store = MemoryStore(time: time)
        try await store.prepare(CatalogueEditor.schemas)
        editor = CatalogueEditor(store: store, time: time)
        films = Records(in: store)
        episodes = Records(in: store)
        series = Records(in: store)
    }

    private func playable(_ source: String, height: Int = 720) -> Playable {
        Playable(
            package: PackageID("package-\(source)"), source: source, duration: 60_000, height: height, audioLanguages: [], textLanguages: []
        )
    }

    @Test func aFilmIsListedOnlyWhenItCanBePlayed() async throws {
        let id = try await editor.place(film: Description(title: "Harbour Lights", year: 2021), source: "a")
        #expect(try await films.read(id.rawValue)?.value.isListed == false)

        try await editor.publish(playable("a"))

        let film = try #require(try await films.read(id.rawValue)).value
        #expect(film.isListed)
        #expect(film.listedAt == time.now)
    }

    @Test func aPackageThatAnotherTakesThePlaceOfIsNotedAsSuperseded() async throws {
        _ = try await editor.place(film: Description(title: "Harbour Lights", year: 2021), source: "a")
        try await editor.publish(playable("a"))
        try await editor.publish(playable("a"))
        #expect(try await editor.superseded.count() == 0)

        var other = playable("a")
        other.package = PackageID("package-anew")
        time.advance(by: .seconds(60))
        try await editor.publish(other)

        let note = try #require(try await editor.superseded.read("package-a"))
        #expect(note.value.source == "a" && note.updatedAt == time.now)
        #expect(try await editor.played() == [other.package])

        try await editor.retire("a")
        #expect(try await editor.superseded.read("package-anew") != nil)
        #expect(try await editor.played().isEmpty)
    }

    @Test func aRenamedFilmStaysTheSameFilm() async throws {
        let before = try await editor.place(film: Description(title: "Harbor Light", year: 2021), source: "a")
        try await editor.publish(playable("a"))

        let after = try await editor.place(film: Description(title: "Harbour Lights", year: 2021), source: "a")

        #expect(after == before)
        #expect(try await films.count() == 1)
        #expect(try await films.read(after.rawValue)?.value.description.title == "Harbour Lights")
    }

    @Test func twoFilesOfOneFilmAreVersionsTheTallestFirst() async throws {
        let one = try await editor.place(film: Description(title: "Harbour Lights", year: 2021), source: "small")
        let two = try await editor.place(film: Description(title: "Harbour Lights", year: 2021), source: "tall")
        try await editor.publish(playable("small", height: 480))
        try await editor.publish(playable("tall", height: 1080))

        #expect(one == two)
        #expect(try await films.read(one.rawValue)?.value.versions.map(\.source) == ["tall", "small"])
    }

    @Test func aVersionRenamedToAnotherFilmTakesItsPackageAlong() async throws {
        let first = try await editor.place(film: Description(title: "Harbour Lights", year: 2021), source: "a")
        _ = try await editor.place(film: Description(title: "Harbour Lights", year: 2021), source: "b")
        try await editor.publish(playable("a"))
        try await editor.publish(playable("b"))

        let second = try await editor.place(film: Description(title: "Night Ferry", year: 2022), source: "b")

        #expect(second != first)
        #expect(try await films.read(first.rawValue)?.value.versions.map(\.source) == ["a"])
        #expect(try await films.read(second.rawValue)?.value.versions.map(\.source) == ["b"])
        #expect(try await films.read(second.rawValue)?.value.isListed == true)
    }

    @Test func publishingTwiceIsPublishingOnce() async throws {
        let id = try await editor.place(film: Description(title: "Harbour Lights", year: 2021), source: "a")
        try await editor.publish(playable("a"))
        try await editor.publish(playable("a"))

        #expect(try await films.read(id.rawValue)?.value.versions.count == 1)
    }

    @Test func aSourceWithoutATitleIsNotPublished() async throws {
        #expect(try await editor.publish(playable("nobody's")) == false)
    }

    @Test func aSeriesIsListedWithItsFirstPlayableEpisode() async throws {
        let ferry = try await editor.place(series: Description(title: "Night Ferry", year: 2021))
        try await editor.place(season: 1, of: ferry, title: nil, plot: nil, poster: nil)
        _ = try await editor.place(
            episode: 1, through: nil, season: 1, of: ferry, description: Description(title: "Departure"), source: "a")
        #expect(try await series.read(ferry.rawValue)?.value.isListed == false)

        try await editor.publish(playable("a"))

        #expect(try await series.read(ferry.rawValue)?.value.isListed == true)
    }

    @Test func aRenumberedEpisodeStaysTheSameEpisode() async throws {
        let ferry = try await editor.place(series: Description(title: "Night Ferry"))
        let before = try await editor.place(
            episode: 1, through: nil, season: 1, of: ferry, description: Description(title: "Fog"), source: "a")
        try await editor.publish(playable("a"))

        let after = try await editor.place(
            episode: 2, through: nil, season: 1, of: ferry, description: Description(title: "Fog"), source: "a")

        #expect(after == before)
        #expect(try await episodes.read(after.rawValue)?.value.number == 2)
    }

    @Test func aFileThatTurnsOutToBeAnEpisodeLeavesItsFilm() async throws {
        let film = try await editor.place(film: Description(title: "Night Ferry 101"), source: "a")
        try await editor.publish(playable("a"))
        let ferry = try await editor.place(series: Description(title: "Night Ferry"))

        let episode = try await editor.place(
            episode: 1, through: nil, season: 1, of: ferry, description: Description(title: "Departure"), source: "a")

        #expect(try await films.read(film.rawValue) == nil)
        #expect(try await episodes.read(episode.rawValue)?.value.versions.map(\.source) == ["a"])
        #expect(try await series.read(ferry.rawValue)?.value.isListed == true)
    }

    @Test func whatIsMissingPlaysOn() async throws {
        let id = try await editor.place(film: Description(title: "Harbour Lights", year: 2021), source: "a")
        try await editor.publish(playable("a"))

        try await editor.mark(source: "a", missingSince: time.now)
        #expect(try await films.read(id.rawValue)?.value.versions.first?.missingSince == time.now)
        #expect(try await films.read(id.rawValue)?.value.isListed == true)

        try await editor.mark(source: "a", missingSince: nil)
        #expect(try await films.read(id.rawValue)?.value.versions.first?.missingSince == nil)
    }

    @Test func fiftyFilesOfOneSeriesPlacedAtOnceMakeOneSeries() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...50 {
                group.addTask { [editor] in
                    let ferry = try await editor.place(series: Description(title: "Night Ferry"))
                    try await editor.place(season: 1, of: ferry, title: nil, plot: nil, poster: nil)
                    _ = try await editor.place(
                        episode: number, through: nil, season: 1, of: ferry, description: Description(title: "\(number)"),
                        source: "\(number)")
                }
            }
            try await group.waitForAll()
        }

        #expect(try await series.count() == 1)
        #expect(try await episodes.count() == 50)
        #expect(try await Records<Season>(in: store).count() == 1)
    }

    @Test(arguments: [
        ("The Deep Zoom", "deep zoom"), ("Die Brücke", "brucke"), ("A", "a"), ("Ænigma!", "ænigma"), ("  L'Été  ", "l ete"),
        ("Los  Olvidados", "olvidados"),
    ])
    func titlesAreSortedWithoutArticlesCaseAndAccents(title: String, sorted: String) {
        #expect(SortTitle.of(title) == sorted)
    }
}
