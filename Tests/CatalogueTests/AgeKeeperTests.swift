import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraSQLiteDocuments
import Testing

@testable import KinoraCatalogue

@Suite("Ages follow what is said of titles", .timeLimit(.minutes(10)))
struct AgeKeeperTests {
    private let store: any DocumentStore
    private let editor: CatalogueEditor

    init() async throws {
        store = MemoryStore(time: SystemTime())
        try await store.prepare(CatalogueEditor.schemas)
        editor = CatalogueEditor(store: store, time: SystemTime())
    }

    private func described(_ title: String, _ certificate: String?) -> Description {
        var description = Description(title: title)
        description.certificate = certificate
        return description
    }

    private func publish(_ source: String) async throws {
        try await editor.publish(
            Playable(package: PackageID(source), source: source, duration: 1000, height: 720, audioLanguages: [], textLanguages: []))
    }

    private func episode(_ number: Int, of series: SeriesID, _ certificate: String?) async throws -> EpisodeID {
        let id = try await editor.place(
            episode: number, through: nil, season: 1, of: series, description: described("Part", certificate), source: "\(series)\(number)")
        try await publish("\(series)\(number)")
        return id
    }

    private func age(_ film: FilmID) async throws -> Int? { try await Records<Film>(in: store).read(film.rawValue)?.value.minimumAge }
    private func age(_ series: SeriesID) async throws -> Int? {
        try await Records<Series>(in: store).read(series.rawValue)?.value.minimumAge
    }
    private func age(_ episode: EpisodeID) async throws -> Int? {
        try await Records<Episode>(in: store).read(episode.rawValue)?.value.minimumAge
    }

    @Test func aFilmDescribedAnewHasItsNewAge() async throws {
        let film = try await editor.place(film: described("Salt", "FSK 6"), source: "s")
        #expect(try await age(film) == 6)
        try await editor.describe(film: film) { _ in described("Salt", "FSK 16") }
        #expect(try await age(film) == 16)
        _ = try await editor.place(film: described("Salt", nil), source: "s")
        #expect(try await age(film) == nil)
    }

    @Test func episodesFollowTheirSeriesAndTheSeriesItsEpisodes() async throws {
        let series = try await editor.place(series: described("Night Ferry", "FSK 12"))
        let first = try await episode(1, of: series, nil)
        let second = try await episode(2, of: series, "FSK 16")
        let third = try await episode(3, of: series, "FSK 6")
        #expect(try await [age(first), age(second), age(third)] == [12, 16, 12])
        #expect(try await age(series) == 12)

        try await editor.describe(series: series) { _ in described("Night Ferry", "FSK 18") }
        #expect(try await [age(first), age(second), age(third)] == [18, 18, 18])
        #expect(try await age(series) == 18)

        try await editor.describe(series: series) { _ in described("Night Ferry", nil) }
        #expect(try await [age(first), age(second), age(third)] == [nil, 16, 6])
        #expect(try await age(series) == 6)
        #expect(try await Records<Series>(in: store).read(series.rawValue)?.value.hasUnrated == true)

        try await editor.describe(episode: third) { _ in described("Part", "FSK 18") }
        #expect(try await age(series) == 16)
        try await editor.retire("\(series)2")
        #expect(try await age(series) == 18)
    }

    @Test func titlesOfAnEarlierKinoraGetTheirAgesAtStart() async throws {
        let film = try await editor.place(film: described("Salt", "FSK 16"), source: "s")
        try await publish("s")
        let series = try await editor.place(series: described("Night Ferry", "FSK 12"))
        let part = try await episode(1, of: series, nil)
        for (collection, id) in [("films", film.rawValue), ("series", series.rawValue), ("episodes", part.rawValue)] {
            let id = Filter.equal("_id", .string(id))
            _ = try await store.findAndModify(Query(id), [.unset("minimumAge"), .unset("packages")], in: collection)
        }
        #expect(try await age(film) == nil)

        try await editor.settleAges(country: nil)

        #expect(try await age(film) == 16)
        #expect(try await age(series) == 12)
        #expect(try await age(part) == 12)
        #expect(try await Records<Film>(in: store).read(film.rawValue)?.value.packages == ["s"])
        let position = try await store.latestPosition()
        try await editor.settleAges(country: nil)
        #expect(try await store.latestPosition() == position)
    }

    @Test func anotherCountryIsAnotherAgeForAllWhoWrite() async throws {
        var both = described("Salt", nil)
        both.certificates = ["US": "R", "FR": "12"]
        let film = try await editor.place(film: both, source: "s")
        #expect(try await age(film) == 17)

        try await editor.settleAges(country: "FR")

        #expect(try await age(film) == 12)
        let other = CatalogueEditor(store: store, time: SystemTime())
        both.title = "Pepper"
        let second = try await other.place(film: both, source: "p")
        #expect(try await age(second) == 12)
    }

    @Test func whatProgramsWroteIsPutRight() async throws {
        let film = try await editor.place(film: described("Salt", "FSK 6"), source: "s")
        let series = try await editor.place(series: described("Night Ferry", nil))
        let part = try await episode(1, of: series, "FSK 6")
        try await publish("s")
        for (collection, id) in [("films", film.rawValue), ("episodes", part.rawValue)] {
            let id = Filter.equal("_id", .string(id))
            _ = try await store.findAndModify(Query(id), [.set("description.certificate", "FSK 18")], in: collection)
        }

        try await editor.reconcile()

        #expect(try await age(film) == 18)
        #expect(try await age(part) == 18)
    }

    @Test func anEpisodeOfItsOwnNeedNotBeSettledTwice() async throws {
        let series = try await editor.place(series: described("Night Ferry", "FSK 12"))
        _ = try await episode(1, of: series, nil)
        try await editor.reconcile()
        let position = try await store.latestPosition()
        try await AgeKeeper(store: store).settle(series: series.rawValue)
        #expect(try await store.latestPosition() == position)
    }
}
