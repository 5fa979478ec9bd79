import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import Testing

@Suite("What the files of a folder mean for each other", .timeLimit(.minutes(10)))
struct FolderContextTests {
    // MARK: - Versions

    @Test("versions carry what tells them apart, and what is published too when a file is renamed")
    func versions() async throws {
        let bench = try await LibraryBench(.films)
        defer { bench.remove() }
        try bench.write("A (2001)/A (2001) - 2160p.mkv", "tall")
        try bench.write("A (2001)/A (2001) - Director's Cut.mkv", "cut")
        try bench.write("A (2001)/A (2001).mkv", "plain")
        try await bench.apply()

        let labels = try await bench.sources.map(\.value.version)
        #expect(labels == ["2160p", "Director's Cut", nil])

        let source = try #require(try await bench.sources.first?.id)
        let editor = CatalogueEditor(store: bench.store, time: bench.time)
        try await editor.publish(
            Playable(
                package: Identifier("p"), source: source, version: "2160p", duration: 1, height: 1, audioLanguages: [], textLanguages: [])
        )
        try bench.move("A (2001)/A (2001) - 2160p.mkv", "A (2001)/A (2001) - 2160p Extended.mkv")
        try await bench.apply()
        let film = try #require(try await bench.films.first?.value)
        #expect(film.sources.count == 3)
        #expect(film.versions.map(\.version) == ["2160p Extended"])
    }

    @Test("an edition in the name, a 3D picture and an episode's version are labels too")
    func editions() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("Sea.of.Grass.Directors.Cut.1999.mkv", "a")
        try bench.write("Tide (2003) 3D.hsbs.mkv", "b")
        try bench.write("Ferry/Season 1/Ferry S01E01 - 1080p.mkv", "c")
        try await bench.apply()

        #expect(Set(try await bench.sources.map(\.value.version)) == ["Directors Cut", "3D", "1080p"])
    }

    // MARK: - Parts

    @Test("sequels, episodes in two parts and films called Part 2 are no parts")
    func noParts() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        for path in [
            "Dune Part 1 (2021).mkv", "Dune Part 2 (2024).mkv", "Dark/Season 1/Dark S01E01 Home Pt1.mkv",
            "Dark/Season 1/Dark S01E02 Home Pt2.mkv",
            "Tide Part2/Tide.Part2.mkv",
        ] { try bench.write(path, path) }

        try await bench.apply()

        #expect(try await bench.jobs.allSatisfy { $0.value.state == .waiting })
        #expect(try await bench.jobs.count == 5)
    }

    // MARK: - Series

    private func series(_ paths: [String]) async throws -> Set<String> {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        for path in paths { try bench.write(path, path) }
        try await bench.apply()
        #expect(try await bench.apply().items.isEmpty)
        return Set(try await Records<Series>(in: bench.store).find().map(\.value.description.title))
    }

    @Test("a series whose files bear other names than its folder stays one series")
    func oneSeries() async throws {
        #expect(
            try await series(["Night Ferry/Season 1/Night Ferry S01E01.mkv", "Night Ferry/Season 2/Nachtfaehre S02E01.mkv"]) == [
                "Night Ferry"
            ])
        #expect(try await series(["Night Ferry/nf.s01e01.mkv", "Night Ferry/nf.s01e02.mkv"]) == ["Night Ferry"])
        #expect(try await series(["Night Ferry (2019)/NachtF S01E01.mkv", "Night Ferry (2019)/ferry s01e02.mkv"]) == ["Night Ferry"])
        #expect(try await series(["Night Ferry/Night Ferry S01E01.mkv", "Night Ferry/Fog S01E02.mkv"]) == ["Night Ferry"])
    }

    @Test("a folder of several series is none")
    func severalSeries() async throws {
        #expect(try await series(["My Stuff/Ferry S01E01.mkv", "My Stuff/Tide S01E01.mkv"]) == ["Ferry", "Tide"])
        #expect(
            try await series([
                "My Stuff/Ferry.S01.1080p.WEB-GRP/Ferry.S01E01.mkv", "My Stuff/Tide.S01.1080p.WEB-GRP/Tide.S01E01.mkv",
            ]) == ["Ferry", "Tide"])
        #expect(try await series(["Star/Star Trail S01E01.mkv", "Star/Star Harbour S01E01.mkv"]) == ["Star Trail", "Star Harbour"])
    }

    @Test("the file that bears the series' name may come later")
    func laterName() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("Night Ferry/Fog S01E02.mkv", "a")
        try await bench.apply()
        try bench.write("Night Ferry/Night Ferry S01E01.mkv", "b")
        try await bench.apply()

        let episodes = try await bench.episodes.map(\.value)
        #expect(Set(episodes.map(\.series)).count == 1)
        #expect(episodes.map(\.number).sorted() == [1, 2])
    }
}
