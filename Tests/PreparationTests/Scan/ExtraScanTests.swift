import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import Testing

@testable import KinoraPreparation

@Suite("Extras belong to their title", .timeLimit(.minutes(10)))
struct ExtraScanTests {
    private func extras(_ bench: LibraryBench) async throws -> [String: Extra] {
        let paths = Dictionary(try await bench.sources.map { ($0.id, $0.value.path) }, uniquingKeysWith: { first, _ in first })
        let all = try await Records<Extra>(in: bench.store).find()
        return Dictionary(all.map { (paths[$0.value.source] ?? "?", $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    @Test("of a film by folder, suffix or whole name, with what their names say besides")
    func films() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        let film = "A Long Tale (2001)"
        try bench.write("\(film)/\(film).mkv", "a")
        for (path, seed) in [
            ("\(film)-trailer.mkv", "t"), ("trailer.mkv", "u"), ("Trailers/Second Look.mkv", "s"), ("extras/Interviews/The Crew.mkv", "c"),
            ("At the Harbour-deletedscene.mkv", "d"),
        ] { try bench.write("\(film)/\(path)", seed) }

        let report = try await bench.apply()
        let found = try await extras(bench)
        let id = FilmID(try #require(try await bench.films.first).id)

        #expect(report.count(.new) == 6 && report.count(.extra) == 0)
        #expect(try await bench.films.count == 1)
        #expect(found.count == 5 && found.values.allSatisfy { $0.film == id && $0.series == nil })
        let said = found.mapValues { "\($0.kind.rawValue) \($0.name ?? "-")" }
        #expect(
            said == [
                "\(film)/\(film)-trailer.mkv": "trailer -", "\(film)/trailer.mkv": "trailer -",
                "\(film)/Trailers/Second Look.mkv": "trailer Second Look", "\(film)/extras/Interviews/The Crew.mkv": "interview The Crew",
                "\(film)/At the Harbour-deletedscene.mkv": "deleted_scene At the Harbour",
            ])
        #expect(try await bench.jobs.allSatisfy { $0.value.state == .waiting })
        #expect(try await bench.apply().hasChanges == false, "and everything is known then")
    }

    @Test("of the film whose name they bear, where a folder holds several")
    func sharedFolders() async throws {
        let bench = try await LibraryBench(.films)
        defer { bench.remove() }
        for (path, seed) in [
            ("A (2001).mkv", "a"), ("A (2001)-trailer.mkv", "t"), ("B (2002) [1080p].mkv", "b"), ("B (2002)-trailer.mkv", "u"),
            ("Both/A2 (2003).mkv", "c"), ("Both/B2 (2004).mkv", "d"), ("Both/extras/Who knows.mkv", "e"), ("AB-trailer.mkv", "f"),
        ] { try bench.write(path, seed) }

        try await bench.apply()
        let found = try await extras(bench)
        let titles = Dictionary(
            try await bench.films.map { ($0.id, $0.value.description.title) }, uniquingKeysWith: { first, _ in first })

        #expect(
            found.compactMapValues { $0.film.flatMap { titles[$0.rawValue] } } == [
                "A (2001)-trailer.mkv": "A", "B (2002)-trailer.mkv": "B",
            ])
        let homeless = try await bench.jobs.filter { $0.value.state == .failed }
        #expect(Set(homeless.map(\.value.path)) == ["Both/extras/Who knows.mkv", "AB-trailer.mkv"])
        #expect(homeless.allSatisfy { $0.value.reason?.contains("not plain of which title") == true })
    }

    @Test("of a series or of a season")
    func series() async throws {
        let bench = try await LibraryBench(.series)
        defer { bench.remove() }
        for (path, seed) in [
            ("Night Ferry/Season 1/Night Ferry S01E01.mkv", "a"), ("Night Ferry/Season 2/Night Ferry S02E01.mkv", "b"),
            ("Night Ferry/Trailers/All of it.mkv", "t"), ("Night Ferry/Season 2/Featurettes/The Boat.mkv", "f"),
            ("Night Ferry/Season 1/Night Ferry S01E01-trailer.mkv", "u"),
        ] { try bench.write(path, seed) }

        try await bench.apply()
        let seasons = try await extras(bench).mapValues(\.season)

        #expect(
            seasons == [
                "Night Ferry/Trailers/All of it.mkv": nil, "Night Ferry/Season 2/Featurettes/The Boat.mkv": 2,
                "Night Ferry/Season 1/Night Ferry S01E01-trailer.mkv": 1,
            ])
        #expect(try await extras(bench).values.allSatisfy { $0.series != nil && $0.film == nil })
        #expect(try await bench.episodes.count == 2)
    }

    @Test("that comes later, goes elsewhere, or gets another name")
    func changes() async throws {
        let bench = try await LibraryBench(.films)
        defer { bench.remove() }
        try bench.write("A (2001)/Trailers/One.mkv", "t")
        try bench.write("B (2002)/B (2002).mkv", "b")
        try await bench.apply()
        #expect(try await bench.reasons().count == 1)

        try bench.write("A (2001)/A (2001).mkv", "a")
        try await bench.apply()
        let first = try #require(try await extras(bench)["A (2001)/Trailers/One.mkv"]?.film)
        #expect(try await bench.reasons().isEmpty)
        #expect(try await bench.jobs.allSatisfy { $0.value.state == .waiting })

        try bench.move("A (2001)/Trailers/One.mkv", "B (2002)/B (2002)-trailer.mkv")
        try await bench.apply()
        let second = try #require(try await extras(bench)["B (2002)/B (2002)-trailer.mkv"]?.film)
        #expect(first != second)
        #expect(try await Records<Extra>(in: bench.store).count() == 1)

        // A trailer that was a film all along, and back again.
        try bench.move("B (2002)/B (2002)-trailer.mkv", "C (2003)/C (2003).mkv")
        try await bench.apply()
        #expect(try await extras(bench).isEmpty)
        #expect(try await bench.films.count == 3)
        #expect(try await bench.jobs.allSatisfy { $0.value.isExtra == nil })
        try bench.move("C (2003)/C (2003).mkv", "A (2001)/trailer.mkv")
        try await bench.apply()
        #expect(try await extras(bench)["A (2001)/trailer.mkv"]?.film == first)
        #expect(try await bench.films.count == 2)
    }

    @Test("and what was prepared of them goes with them, and stays as long as they play")
    func packages() async throws {
        let bench = try await LibraryBench(.films)
        defer { bench.remove() }
        try bench.write("A (2001)/A (2001).mkv", "a")
        try bench.write("A (2001)/A (2001)-trailer.mkv", "t")
        try await bench.apply()
        let editor = CatalogueEditor(store: bench.store, time: bench.time)
        let source = try #require(try await bench.sources.first { $0.value.isExtra == true })
        let package = PackageID(String(repeating: "a", count: 32))
        try await editor.publish(
            Playable(package: package, source: source.id, duration: 60_000, height: 720, audioLanguages: [], textLanguages: []))

        #expect(try await editor.played() == [package])
        try bench.move("A (2001)/A (2001)-trailer.mkv", "C (2003)/C (2003).mkv")
        try await bench.apply()
        #expect(try await bench.films.first { $0.value.key.hasPrefix("c") }?.value.versions.map(\.package) == [package])
        try bench.move("C (2003)/C (2003).mkv", "A (2001)/trailer.mkv")
        try await bench.apply()
        #expect(try await extras(bench)["A (2001)/trailer.mkv"]?.versions.map(\.package) == [package])

        try bench.move("A (2001)/trailer.mkv", "Nobody-trailer.mkv")
        try await bench.apply()
        #expect(try await extras(bench).isEmpty)
        #expect(try await editor.superseded.find().map(\.id) == [package.rawValue])
    }

    @Test("Samples are none, and an owner may want none at all")
    func unwanted() async throws {
        let bench = try await LibraryBench(.films)
        defer { bench.remove() }
        for (path, seed) in [
            ("A (2001)/A (2001).mkv", "a"), ("A (2001)/sample.mkv", "s"), ("A (2001)/backdrops/sea.mkv", "b"),
            ("A (2001)/trailer.mkv", "t"),
        ] { try bench.write(path, seed) }
        let scan = LibraryScan(bench.library, store: bench.store, time: bench.time, takesExtras: false)

        #expect(try await scan.look().count(.extra) == 3)
        let report = try await bench.apply()
        #expect(report.count(.extra) == 2 && report.count(.new) == 2)
        // What is known stays known.
        #expect(try await scan.look().unchanged == 2)
    }

    @Test("They are prepared when no film and no episode waits")
    func order() async throws {
        let bench = try await LibraryBench(.films)
        defer { bench.remove() }
        try bench.write("A (2001)/A (2001).mkv", "a")
        try bench.write("A (2001)/trailer.mkv", "t")
        try await bench.apply()
        bench.time.advance(by: .seconds(10))
        try bench.write("B (2002)/B (2002).mkv", "b")
        bench.time.advance(by: .seconds(3600))
        try await bench.apply()
        let queue = JobQueue(store: bench.store, time: bench.time)

        var taken: [String] = []
        while let job = try await queue.take(as: "w") { taken.append(job.value.label) }
        #expect(taken == ["A (2001)", "B (2002)", "A (2001): trailer"])
    }
}
