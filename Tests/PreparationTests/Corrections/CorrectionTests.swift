import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import Testing

@testable import KinoraPreparation

@Suite("What the owner says of a file wins", .timeLimit(.minutes(10)))
struct CorrectionTests {
    private let bench: LibraryBench
    private var folder: URL { bench.folder.appending(path: "data/corrections") }

    init() async throws {
        bench = try await LibraryBench()
    }

    private func source(_ path: String) async throws -> Stored<Source> {
        try #require(try await bench.sources.first { $0.value.path == path })
    }

    /// Makes a source playable, as the end of its journey does.
    private func publish(_ source: String) async throws {
        let package = PackageID(String(Digest(of: Array(source.utf8)).hex.prefix(32)))
        try await Records<Source>(in: bench.store).change(source) { $0.package = package.rawValue }
        try await CatalogueEditor(store: bench.store, time: bench.time).publish(
            Playable(package: package, source: source, duration: 60_000, height: 720, audioLanguages: [], textLanguages: []))
    }

    @Test("a film is called as its owner says, keeps its place and its package, and its NFO file has no say")
    func film() async throws {
        defer { bench.remove() }
        try bench.write("Lmb 13/Lmb 13.mkv", "a")
        try bench.write("Lmb 13/Lmb 13.nfo", data: Data("<movie><title>Wrong</title><year>1950</year></movie>".utf8))
        try await bench.apply()
        let name = try await source("Lmb 13/Lmb 13.mkv").id
        try await publish(name)
        let before = try #require(try await bench.films.first)

        try await bench.corrector.correct(name, as: .film("Lambs & <Lions>", year: 2013))

        let after = try #require(try await bench.films.first)
        #expect(after.id == before.id && after.value.isListed && after.value.versions == before.value.versions)
        #expect(after.value.description.title == "Lambs & <Lions>" && after.value.description.year == 2013)
        #expect(try await bench.jobs.map(\.value.label) == ["Lambs & <Lions> (2013)"])
        let kept = try await source("Lmb 13/Lmb 13.mkv").value
        #expect(kept.isUnsure == nil && kept.correction != nil && kept.readsAs == "Lambs & <Lions> (2013)")
    }

    @Test("it survives rescans, a renamed file, another NFO file beside it, and a restart")
    func survives() async throws {
        defer { bench.remove() }
        try bench.write("x.mkv", "a")
        try await bench.apply()
        let name = try await source("x.mkv").id
        try await bench.corrector.correct(name, as: .film("Harbour Lights", year: 2021))

        try bench.move("x.mkv", "Elsewhere (1990)/Other Title (1990).mkv")
        try bench.write("Elsewhere (1990)/Other Title (1990).nfo", data: Data("<movie><title>Third</title></movie>".utf8))
        try await bench.apply()
        try await bench.apply()

        #expect(try await bench.films.map(\.value.description.title) == ["Harbour Lights"])
        #expect(try await bench.films.map(\.value.description.year) == [2021])
        #expect(try await source("Elsewhere (1990)/Other Title (1990).mkv").id == name)
    }

    @Test("a film that is an episode moves to its series with what was prepared, and back when the words are taken back")
    func filmToEpisode() async throws {
        defer { bench.remove() }
        try bench.write("Night Ferry (2020)/Season 1/Night Ferry S01E01.mkv", "one")
        try bench.write("Ferry 2.mkv", "two")
        try await bench.apply()
        let name = try await source("Ferry 2.mkv").id
        try await publish(name)
        #expect(try await bench.films.count == 1)

        try await bench.corrector.correct(name, as: .episode(of: "Night Ferry", season: 1, 2, title: "The Crossing"))

        #expect(try await bench.films.isEmpty)
        #expect(try await Records<Series>(in: bench.store).count() == 1)
        let episode = try #require(try await bench.episodes.first { $0.value.number == 2 }).value
        #expect(episode.season == 1 && episode.isListed && episode.versions.map(\.source) == [name])
        #expect(episode.description.title == "The Crossing")
        #expect(try await source("Ferry 2.mkv").value.readsAs == "Night Ferry (2020) S01E02 The Crossing")

        try await bench.corrector.takeBack(name)

        #expect(try await bench.films.map(\.value.description.title) == ["Ferry 2"])
        #expect(try await bench.films.map(\.value.isListed) == [true])
        #expect(try await bench.episodes.map(\.value.number) == [1])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        #expect(try await source("Ferry 2.mkv").value.isUnsure == true)
    }

    @Test("an episode of another series than its folder's takes nothing from that folder")
    func otherSeries() async throws {
        defer { bench.remove() }
        try bench.write("Night Ferry/tvshow.nfo", data: Data("<tvshow><title>The Night Ferry</title><plot>Ships.</plot></tvshow>".utf8))
        try bench.write("Night Ferry/Season 1/Night Ferry S01E01.mkv", "one")
        try bench.write("Night Ferry/Season 1/Night Ferry S01E02.mkv", "two")
        try await bench.apply()

        try await bench.corrector.correct(
            try await source("Night Ferry/Season 1/Night Ferry S01E02.mkv").id, as: .episode(of: "Day Bus", year: 2001, season: 3, 4))
        try await bench.apply()

        let series = try await Records<Series>(in: bench.store).find(Query(sort: [.ascending("key")])).map(\.value.description)
        #expect(series.map(\.title) == ["Day Bus", "The Night Ferry"])
        #expect(series.map(\.plot) == [nil, "Ships."])
        #expect(series.first?.year == 2001)
    }

    @Test("a correction that a crash left undone, or that was written by hand, is done at the next scan; one removed by hand is forgotten")
    func settled() async throws {
        defer { bench.remove() }
        try bench.write("x.mkv", "a")
        try await bench.apply()
        let name = try await source("x.mkv").id
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "\(name).nfo")
        try Data("<movie><title>By hand</title><year>1999</year></movie>".utf8).write(to: file)

        try await bench.apply()
        #expect(try await bench.films.map(\.value.description.title) == ["By hand"])

        try Data("<movie><title>By ha".utf8).write(to: file)
        let notes = try await bench.apply().notes
        #expect(notes.contains { $0.contains("\(name).nfo") })
        #expect(try await bench.films.map(\.value.description.title) == ["By hand"])

        try FileManager.default.removeItem(at: file)
        try await bench.apply()
        #expect(try await bench.films.map(\.value.description.title) == ["x"])
        let before = try await bench.snapshot()
        try await bench.apply()
        #expect(try await bench.snapshot() == before)
    }

    @Test("files of corrections are of Kodi's form and read back as they were written")
    func form() throws {
        let corrections: [Correction] = [
            .film("Ein <b> & Titel", year: nil), .film("千年", year: 1997),
            .episode(of: "Night & Ferry", year: 2020, season: 0, 12, through: 13, title: "A/B"), .episode(of: "X", season: 1, 1),
        ]
        for correction in corrections {
            #expect(try CorrectionFile.correction(of: CorrectionFile.data(correction)) == correction)
        }
        let text = String(decoding: CorrectionFile.data(corrections[3]), as: UTF8.self)
        #expect(text.contains("<episodedetails>") && text.contains("<showtitle>X</showtitle>"))
    }

    @Test("nothing but a fingerprint becomes a file's name", arguments: ["../../etc/passwd", "", "a/b", "path-00", ".nfo", "ABC"])
    func hostileNames(name: String) async throws {
        defer { bench.remove() }
        await #expect(throws: CorrectionTrouble.unknownSource) { try await bench.corrector.correct(name, as: .film("X", year: nil)) }
        #expect(try await Corrections(folder: folder.path).correction(of: name) == nil)
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }
}
