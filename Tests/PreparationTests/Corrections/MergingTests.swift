import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import Testing

@testable import KinoraPreparation

@Suite("Titles that are one, as the owner says", .timeLimit(.minutes(10)))
struct MergingTests {
    private let bench: LibraryBench

    init() async throws {
        bench = try await LibraryBench()
    }

    private func publishAll() async throws {
        let editor = CatalogueEditor(store: bench.store, time: bench.time)
        for source in try await bench.sources where source.value.package == nil {
            let package = PackageID(String(Digest(of: Array(source.id.utf8)).hex.prefix(32)))
            try await Records<Source>(in: bench.store).change(source.id) { $0.package = package.rawValue }
            try await editor.publish(
                Playable(package: package, source: source.id, duration: 60_000, height: 720, audioLanguages: [], textLanguages: []))
        }
    }

    private func film(_ title: String) async throws -> Stored<Film> {
        let films = try await bench.films
        return try #require(films.first { $0.value.description.title == title }, "\(title) among \(films.map(\.value.description.title))")
    }

    private func id(_ title: String) async throws -> FilmID { FilmID(try await film(title).id) }

    private func series(_ title: String) async throws -> Stored<Series> {
        try #require(try await Records<Series>(in: bench.store).find().first { $0.value.description.title == title })
    }

    /// `S1E2: 2` – an episode and how many versions it has.
    private func episodes(of series: String) async throws -> [String] {
        try await bench.episodes.filter { $0.value.series.rawValue == series }
            .map { "S\($0.value.season)E\($0.value.number): \($0.value.versions.count)" }.sorted()
    }

    private var shelves: Shelves { Shelves(store: bench.store, time: bench.time) }

    @Test("a film's files become versions of another; that stays so at every scan, also for what comes later, and is taken back whole")
    func films() async throws {
        defer { bench.remove() }
        try bench.write("Harbour Lights (2021).mkv", "a")
        try bench.write("Die Hafenlichter (2020).mkv", "b")
        try await bench.apply()
        try await publishAll()
        let (stays, goes) = (try await id("Harbour Lights"), try await id("Die Hafenlichter"))
        var words = Facts()
        words.plot = "Of lamps."
        try await bench.corrector.tell(.film(goes), words)

        try await bench.corrector.merge(goes, into: stays)

        let one = try await film("Harbour Lights")
        #expect(try await bench.films.count == 1)
        #expect(one.value.versions.count == 2 && one.value.isListed && one.value.description.year == 2021)
        #expect(one.value.aliases == [goes.rawValue])
        #expect(try await shelves.film(goes)?.id == stays.rawValue)
        #expect(try await shelves.titles(named: [goes.rawValue]).films[goes.rawValue]?.id == stays.rawValue)

        try bench.write("Die Hafenlichter (2020) 2160p.mkv", "c")
        try bench.move("Die Hafenlichter (2020).mkv", "Elsewhere/Die Hafenlichter (2020).mkv")
        try await bench.apply()
        try await publishAll()
        try await bench.apply()
        #expect(try await bench.films.map(\.value.versions.count) == [3])

        try await bench.corrector.part(goes, from: stays)

        #expect(try await bench.films.count == 2)
        let again = try await film("Die Hafenlichter")
        #expect(again.id == goes.rawValue && again.value.versions.count == 2 && again.value.isListed)
        #expect(again.value.description.plot == "Of lamps.")
        #expect(try await film("Harbour Lights").value.versions.count == 1)
        #expect(try await film("Harbour Lights").value.aliases.isEmpty)
        try await bench.apply()
        #expect(try await bench.films.map(\.value.versions.count) == [2, 1])
    }

    @Test("what took another in can be taken in itself, and each is parted from where it went")
    func chain() async throws {
        defer { bench.remove() }
        for (title, seed) in [("One (2001)", "a"), ("Two (2002)", "b"), ("Three (2003)", "c")] { try bench.write("\(title).mkv", seed) }
        try await bench.apply()
        try await publishAll()
        let (one, two, three) = (try await id("One"), try await id("Two"), try await id("Three"))

        try await bench.corrector.merge(three, into: two)
        try await bench.corrector.merge(two, into: one)
        #expect(try await bench.films.map(\.value.versions.count) == [3])
        #expect(try await shelves.film(three)?.id == one.rawValue)
        await #expect(throws: MergeTrouble.notAbsorbed) { try await bench.corrector.part(three, from: one) }

        try await bench.corrector.part(two, from: one)
        #expect(try await film("One").value.versions.count == 1)
        #expect(try await film("Two").value.versions.count == 2)
        #expect(try await film("Two").id == two.rawValue)
        #expect(try await shelves.film(three)?.id == two.rawValue)

        try await bench.corrector.part(three, from: two)
        #expect(try await film("Three").id == three.rawValue)
        #expect(try await bench.films.map(\.value.versions.count) == [1, 1, 1])
    }

    @Test("a file that the owner says is another film's takes its old name along as an alias, and has it again when that is taken back")
    func corrected() async throws {
        defer { bench.remove() }
        try bench.write("Harbour Lights (2021).mkv", "a")
        try bench.write("hl2.mkv", "b")
        try await bench.apply()
        try await publishAll()
        let (stays, goes) = (try await id("Harbour Lights"), try await id("hl2"))
        let source = try #require(try await bench.sources.first { $0.value.path == "hl2.mkv" }).id

        try await bench.corrector.correct(source, as: .film("Harbour Lights", year: 2021))
        #expect(try await bench.films.count == 1)
        #expect(try await shelves.film(goes)?.id == stays.rawValue)
        #expect(try await film("Harbour Lights").value.absorbed.filter(\.isOwners).isEmpty)

        try await bench.corrector.takeBack(source)
        #expect(try await film("hl2").id == goes.rawValue)
        #expect(try await film("hl2").value.versions.count == 1)
        #expect(try await film("Harbour Lights").value.aliases.isEmpty)
    }

    @Test("what cannot be done is said, and nothing is changed")
    func troubles() async throws {
        defer { bench.remove() }
        try bench.write("Harbour Lights (2021).mkv", "a")
        try bench.write("Night Ferry/Season 1/Night Ferry S01E01.mkv", "b")
        try bench.write("Night Ferry/Season 2/Night Ferry S02E01.mkv", "c")
        try bench.write("Day Bus/Day Bus S01E01.mkv", "d")
        try await bench.apply()
        try await publishAll()
        let film = try await id("Harbour Lights")
        let (ferry, bus) = (SeriesID(try await series("Night Ferry").id), SeriesID(try await series("Day Bus").id))
        let before = try await bench.snapshot()

        await #expect(throws: MergeTrouble.sameTitle) { try await bench.corrector.merge(film, into: film) }
        await #expect(throws: MergeTrouble.unknownTitle) { try await bench.corrector.merge(film, into: FilmID("none")) }
        await #expect(throws: MergeTrouble.unknownTitle) { try await bench.corrector.merge(FilmID("none"), into: film) }
        await #expect(throws: MergeTrouble.notAbsorbed) { try await bench.corrector.part(FilmID("none"), from: film) }
        await #expect(throws: MergeTrouble.manySeasons) { try await bench.corrector.merge(ferry, into: bus, asSeason: 3) }
        await #expect(throws: MergeTrouble.sameTitle) { try await bench.corrector.merge(ferry, into: ferry, asSeason: nil) }
        let elsewhere = Corrector(
            Corrections(folder: bench.folder.appending(path: "data/corrections").path), libraries: [], store: bench.store, time: bench.time)
        await #expect(throws: CorrectionTrouble.unknownLibrary(bench.root)) { try await elsewhere.merge(ferry, into: bus, asSeason: nil) }

        #expect(try await bench.snapshot() == before)
    }

    @Test(
        "a series that was recognised twice is one: same episodes are versions, the others come, its words do not count, and all goes back")
    func twice() async throws {
        defer { bench.remove() }
        try bench.write("Night Ferry/tvshow.nfo", data: Data("<tvshow><title>Night Ferry</title><plot>Ships.</plot></tvshow>".utf8))
        try bench.write("Night Ferry/Season 1/Night Ferry S01E01.mkv", "a1")
        try bench.write("Night Ferry/Season 1/Night Ferry S01E02.mkv", "a2")
        try bench.write("Nachtboot/tvshow.nfo", data: Data("<tvshow><title>Nachtboot</title><plot>Boote.</plot></tvshow>".utf8))
        try bench.write("Nachtboot/Season 1/Nachtboot S01E01.mkv", "b1")
        try bench.write("Nachtboot/Season 1/Nachtboot S01E03.mkv", "b3")
        try await bench.apply()
        try await publishAll()
        let (stays, goes) = (SeriesID(try await series("Night Ferry").id), SeriesID(try await series("Nachtboot").id))
        let first = try #require(try await bench.episodes.first { $0.value.series == goes && $0.value.number == 1 }).id

        try await bench.corrector.merge(goes, into: stays, asSeason: nil)

        #expect(try await episodes(of: stays.rawValue) == ["S1E1: 2", "S1E2: 1", "S1E3: 1"])
        #expect(try await episodes(of: goes.rawValue).isEmpty)
        #expect(try await series("Night Ferry").value.description.plot == "Ships.")
        #expect(try await shelves.series(goes)?.id == stays.rawValue)
        #expect(try await shelves.episode(EpisodeID(first))?.value.series == stays)

        try bench.write("Nachtboot/Season 1/Nachtboot S01E04.mkv", "b4")
        try await bench.apply()
        try await publishAll()
        #expect(try await episodes(of: stays.rawValue) == ["S1E1: 2", "S1E2: 1", "S1E3: 1", "S1E4: 1"])
        #expect(try await series("Night Ferry").value.description.plot == "Ships.")

        try await bench.corrector.part(goes, from: stays)

        #expect(try await episodes(of: stays.rawValue) == ["S1E1: 1", "S1E2: 1"])
        #expect(try await episodes(of: goes.rawValue) == ["S1E1: 1", "S1E3: 1", "S1E4: 1"])
        #expect(try await bench.episodes.first { $0.value.series == goes && $0.value.number == 1 }?.id == first)
        #expect(try await series("Nachtboot").value.description.plot == "Boote.")
        #expect(try await shelves.series(goes)?.id == goes.rawValue)
        #expect(try await shelves.series(stays)?.id == stays.rawValue)
        #expect(try await series("Night Ferry").value.description.plot == "Ships.")
    }

    @Test("a series that is another's second season becomes it, and its own again")
    func season() async throws {
        defer { bench.remove() }
        try bench.write("Night Ferry/Season 1/Night Ferry S01E01.mkv", "a1")
        try bench.write("Night Ferry Returns/Season 1/Night Ferry Returns S01E01.mkv", "b1")
        try bench.write("Night Ferry Returns/Specials/Night Ferry Returns S00E01.mkv", "b0")
        try await bench.apply()
        try await publishAll()
        let (stays, goes) = (SeriesID(try await series("Night Ferry").id), SeriesID(try await series("Night Ferry Returns").id))

        try await bench.corrector.merge(goes, into: stays, asSeason: 2)
        try await bench.apply()

        #expect(try await episodes(of: stays.rawValue) == ["S0E1: 1", "S1E1: 1", "S2E1: 1"])
        #expect(try await shelves.seasons(of: stays).map(\.number) == [1, 2, 0])

        try await bench.corrector.part(goes, from: stays)
        #expect(try await episodes(of: stays.rawValue) == ["S1E1: 1"])
        #expect(try await episodes(of: goes.rawValue) == ["S0E1: 1", "S1E1: 1"])
    }
}
