import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import Testing

@Suite("A scan compares a library with what is known of it", .timeLimit(.minutes(10)))
struct LibraryScanTests {
    @Test("a new film is described, and a job waits for it")
    func new() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("Harbour Lights (2021)/Harbour Lights (2021).mkv", "a")

        let report = try await bench.apply()

        #expect(report.count(.new) == 1)
        let film = try #require(try await bench.films.first)
        #expect(film.value.description.title == "Harbour Lights")
        #expect(film.value.description.year == 2021)
        let source = try #require(try await bench.sources.first)
        #expect(film.value.sources == [source.id])
        #expect(source.id.hasPrefix(String(300_000, radix: 16) + "-"))
        let job = try #require(try await bench.jobs.first?.value)
        #expect(job.source == source.id)
        #expect(job.state == .waiting)
        #expect(job.label == "Harbour Lights (2021)")
    }

    @Test("a dry run says the same and writes nothing")
    func dryRun() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("Night Ferry/Season 1/Night Ferry S01E02.mkv", "a")

        let report = try await bench.scan.look()

        #expect(report.items.map(\.finding) == [.new])
        #expect(report.items.first?.readsAs == "Night Ferry S01E02")
        #expect(try await bench.snapshot().isEmpty)
    }

    @Test("an episode stands in its series and season")
    func episode() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("Night Ferry (2019)/Season 1/Night Ferry S01E01 Fog.mkv", "a")
        try bench.write("Night Ferry (2019)/Season 1/Night Ferry S01E02-E03.mkv", "b")

        try await bench.apply()

        let episodes = try await bench.episodes.map(\.value).sorted { $0.number < $1.number }
        #expect(episodes.map(\.number) == [1, 2])
        #expect(episodes.map(\.lastNumber) == [nil, 3])
        #expect(episodes.first?.description.title == "Fog")
        #expect(Set(episodes.map(\.series)).count == 1)
        #expect(try await bench.jobs.map(\.value.label) == ["Night Ferry S01E01", "Night Ferry S01E02-E03"])
    }

    @Test("what is unchanged by path, size and time is not read again, and nothing is written")
    func unchanged() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        for number in 1...20 { try bench.write("Film \(number) (2001)/film.mkv", "\(number)", bytes: 100) }
        try await bench.apply()
        let before = try await bench.snapshot()
        // Whoever reads this file finds other content.
        try Self.rewriteSecretly(bench.root + "/Film 7 (2001)/film.mkv")

        let report = try await bench.apply()

        #expect(report.unchanged == 20)
        #expect(report.items.isEmpty)
        #expect(try await bench.snapshot() == before)
    }

    /// Other content, but the same size and time of change.
    private static func rewriteSecretly(_ path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else { throw FileTrouble(errno: errno) }
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.write(contentsOf: Data(repeating: 1, count: 100))
        try handle.close()
        guard utimensat(AT_FDCWD, path, [status.st_atim, status.st_mtim], 0) == 0 else { throw FileTrouble(errno: errno) }
    }

    @Test("a rescan of many unchanged files asks the store a handful of times")
    func queries() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        for number in 1...1100 { try bench.write("\(number % 10)/Film \(number) (2001).mkv", "\(number)", bytes: 20) }
        try await bench.apply()
        let counting = CountingStore(bench.store)
        let scan = LibraryScan(bench.library, store: counting, time: bench.time)
        let intake = Intake(store: counting, time: bench.time)
        var sightings = Sightings()

        let report = try await intake.scan(scan, &sightings)

        #expect(report.unchanged == 1100)
        #expect(counting.calls <= 9)
    }

    @Test("a renamed file keeps its source, its title and its job")
    func renamed() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("harbour.2021.mkv", "a")
        try await bench.apply()
        let film = try #require(try await bench.films.first)
        let source = try #require(try await bench.sources.first)
        let job = try #require(try await bench.jobs.first)

        try bench.move("harbour.2021.mkv", "Harbour Lights (2021)/Harbour Lights (2021).mkv")
        let report = try await bench.apply()

        #expect(report.items.map(\.finding) == [.moved])
        #expect(report.items.first?.formerPath == "harbour.2021.mkv")
        #expect(try await bench.films.map(\.id) == [film.id])
        #expect(try await bench.films.first?.value.description.title == "Harbour Lights")
        #expect(try await bench.sources.map(\.id) == [source.id])
        #expect(try await bench.sources.first?.value.path == "Harbour Lights (2021)/Harbour Lights (2021).mkv")
        #expect(try await bench.jobs.map(\.id) == [job.id])
        #expect(try await bench.jobs.first?.value.path == "Harbour Lights (2021)/Harbour Lights (2021).mkv")
    }

    @Test("an episode with a corrected number moves there")
    func renumbered() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("Ferry/Season 1/Ferry S01E01.mkv", "a")
        try await bench.apply()
        let id = try #require(try await bench.episodes.first?.id)

        try bench.move("Ferry/Season 1/Ferry S01E01.mkv", "Ferry/Season 2/Ferry S02E05.mkv")
        try await bench.apply()

        let episodes = try await bench.episodes
        #expect(episodes.map(\.id) == [id])
        #expect(episodes.first?.value.season == 2)
        #expect(episodes.first?.value.number == 5)
    }

    @Test("a file that is gone is marked missing and kept, and comes back")
    func missing() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A (2001).mkv", "a")
        try bench.write("B (2001).mkv", "b")
        try await bench.apply()
        try FileManager.default.moveItem(atPath: bench.root + "/A (2001).mkv", toPath: bench.folder.path + "/aside")

        let gone = try await bench.apply()
        #expect(gone.finding("A (2001).mkv") == .missing)
        #expect(try await bench.sources.first?.value.missingSince == bench.time.now)
        #expect(try await bench.films.count == 2)
        #expect(try await bench.jobs.map(\.value.path) == ["B (2001).mkv"])
        #expect(try await bench.apply().items.isEmpty)

        try FileManager.default.moveItem(atPath: bench.folder.path + "/aside", toPath: bench.root + "/A (2001).mkv")
        let back = try await bench.apply()
        #expect(back.finding("A (2001).mkv") == .returned)
        #expect(try await bench.sources.first?.value.missingSince == nil)
        #expect(try await bench.jobs.map(\.value.state) == [.waiting, .waiting])
    }

    @Test("what plays of a missing file is marked, and plays on")
    func missingPlayable() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A (2001).mkv", "a")
        try bench.write("B (2001).mkv", "b")
        try await bench.apply()
        let source = try #require(try await bench.sources.first?.id)
        let editor = CatalogueEditor(store: bench.store, time: bench.time)
        try await editor.publish(
            Playable(package: Identifier("p"), source: source, duration: 1000, height: 360, audioLanguages: [], textLanguages: []))

        try bench.delete("A (2001).mkv")
        try await bench.apply()

        let film = try #require(try await bench.films.first?.value)
        #expect(film.isListed)
        #expect(film.versions.first?.missingSince == bench.time.now)
    }

    @Test("other content under a known path is another source of the same film")
    func replaced() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A (2001).mkv", "a")
        try bench.write("B (2001).mkv", "b")
        try await bench.apply()
        let film = try #require(try await bench.films.first)

        try bench.write("A (2001).mkv", "better", bytes: 400_000)
        let report = try await bench.apply()

        #expect(report.items.map(\.finding) == [.replaced])
        #expect(try await bench.films.map(\.id).contains(film.id))
        #expect(try await bench.films.count == 2)
        let sources = try await bench.sources.filter { $0.value.path == "A (2001).mkv" }
        #expect(sources.count == 2)
        #expect(sources.filter { $0.value.missingSince == nil }.count == 1)
        #expect(try await bench.jobs.count == 2)
        #expect(try await bench.apply().items.isEmpty)
    }

    @Test("what was replaced plays until its replacement can be watched, and is then no version any more; it may come back")
    func retired() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A (2001).mkv", "a")
        try bench.write("B (2001).mkv", "b")
        try await bench.apply()
        let editor = CatalogueEditor(store: bench.store, time: bench.time)
        let sources = Records<Source>(in: bench.store)
        func publish(_ source: String) async throws {
            try await sources.change(source) { $0.package = "package-of-\(source)" }
            try await editor.publish(
                Playable(package: Identifier("p"), source: source, duration: 1, height: 1, audioLanguages: [], textLanguages: []))
        }
        let old = try #require(try await bench.sources.first?.id)
        try await publish(old)

        try bench.write("A (2001).mkv", "better")
        try await bench.apply()
        #expect(try await bench.films.first?.value.versions.map(\.source) == [old])
        #expect(try await bench.films.first?.value.versions.first?.missingSince != nil)

        let new = try #require(try await sources.first(.and([.equal("path", "A (2001).mkv"), .notEqual("_id", .string(old))]))?.id)
        try await publish(new)
        try await bench.apply()
        #expect(try await bench.films.first?.value.versions.map(\.source) == [new])
        #expect(try await bench.films.first?.value.sources == [new])
        let before = try await bench.snapshot()
        try await bench.apply()
        #expect(try await bench.snapshot() == before)

        try bench.write("A again (2001).mkv", "a")
        try await bench.apply()
        #expect(try await bench.jobs.first { $0.value.source == old }?.value.state == .waiting)
    }

    @Test("a replacement that is taken back brings the first source back")
    func replacedBack() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A (2001).mkv", "a")
        try bench.write("B (2001).mkv", "b")
        try await bench.apply()
        let first = try #require(try await bench.sources.first?.id)
        try bench.write("A (2001).mkv", "other")
        try await bench.apply()

        try bench.write("A (2001).mkv", "a")
        let report = try await bench.apply()

        #expect(report.finding("A (2001).mkv") == .returned)
        let present = try await bench.sources.filter { $0.value.missingSince == nil }
        #expect(Set(present.map(\.value.path)) == ["A (2001).mkv", "B (2001).mkv"])
        #expect(present.map(\.id).contains(first))
        #expect(try await bench.apply().items.isEmpty)
    }

    @Test("two files that change places are two moves")
    func swapped() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A (2001).mkv", "a", bytes: 1000)
        try bench.write("B (2001).mkv", "b", bytes: 2000)
        try await bench.apply()

        try bench.move("A (2001).mkv", "C")
        try bench.move("B (2001).mkv", "A (2001).mkv")
        try bench.move("C", "B (2001).mkv")
        let report = try await bench.apply()

        #expect(report.items.map(\.finding) == [.moved, .moved])
        #expect(try await bench.sources.count == 2)
        #expect(try await bench.sources.allSatisfy { $0.value.missingSince == nil })
    }

    @Test("the same content twice is one source, and the second takes over when the first goes")
    func copied() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A (2001).mkv", "a")
        try bench.write("Copies/A (2001).mkv", "a")
        try bench.write("B (2001).mkv", "b")

        let first = try await bench.apply()
        #expect(first.count(.copied) == 1)
        #expect(try await bench.sources.count == 2)
        #expect(try await bench.apply().items.isEmpty)

        try bench.delete("A (2001).mkv")
        let second = try await bench.apply()
        #expect(second.items.map(\.finding) == [.moved])
        #expect(try await bench.sources.map(\.value.path) == ["B (2001).mkv", "Copies/A (2001).mkv"])
        #expect(try await bench.apply().items.isEmpty)
    }

    @Test("a film that moves to another library stays the same source")
    func otherLibrary() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        let second = bench.folder.appending(path: "second")
        try FileManager.default.createDirectory(at: second, withIntermediateDirectories: true)
        let other = LibraryScan(Library(path: second.path, kind: .films), store: bench.store, time: bench.time)
        try bench.write("A (2001).mkv", "a")
        try bench.write("B (2001).mkv", "b")
        try await bench.apply()
        let film = try #require(try await bench.films.first?.id)

        try FileManager.default.moveItem(atPath: bench.root + "/A (2001).mkv", toPath: second.path + "/A (2001).mkv")
        var sightings = Sightings()
        let report = try await bench.intake.scan(other, &sightings)
        #expect(report.items.map(\.finding) == [.moved])
        #expect(try await bench.apply().items.isEmpty)
        #expect(try await bench.sources.map(\.value.library) == [second.path, bench.root])
        #expect(try await bench.films.first?.id == film)
    }

    @Test("a growing file waits until it rests")
    func growing() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A (2001).mkv", "a")
        var status = stat()
        #expect(stat(bench.root + "/A (2001).mkv", &status) == 0)
        let time = StoppedTime(at: Moment(milliseconds: Int64(status.st_mtim.tv_sec) * 1000 + 5000))
        let scan = LibraryScan(bench.library, store: bench.store, time: time, settle: .seconds(30))
        var sightings = Sightings()

        #expect(try await bench.intake.scan(scan, &sightings).items.map(\.finding) == [.growing])
        #expect(try await bench.jobs.isEmpty)
        time.advance(by: .seconds(30))
        #expect(try await bench.intake.scan(scan, &sightings).items.map(\.finding) == [.new])
    }

    @Test("a file whose clock is ahead is taken once it was seen unchanged")
    func clockAhead() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A (2001).mkv", "a")
        let time = StoppedTime(at: Moment(milliseconds: 1_000_000_000_000))
        let scan = LibraryScan(bench.library, store: bench.store, time: time, settle: .seconds(30))
        var sightings = Sightings()

        #expect(try await bench.intake.scan(scan, &sightings).items.map(\.finding) == [.growing])
        time.advance(by: .seconds(20))
        try bench.write("A (2001).mkv", "a", bytes: 400_000)
        #expect(try await bench.intake.scan(scan, &sightings).items.map(\.finding) == [.growing])
        time.advance(by: .seconds(20))
        #expect(try await bench.intake.scan(scan, &sightings).items.map(\.finding) == [.growing])
        time.advance(by: .seconds(20))
        #expect(try await bench.intake.scan(scan, &sightings).items.map(\.finding) == [.new])
    }

    @Test("an empty file is listed with the reason, and corrected when it is filled")
    func empty() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A (2001).mkv", data: Data())
        try bench.write("B (2001).mkv", "b")

        let report = try await bench.apply()
        #expect(report.finding("A (2001).mkv") == .unusable)
        let job = try #require(try await bench.jobs.first?.value)
        #expect(job.state == .failed)
        #expect(job.stage == .scan)
        #expect(job.source.hasPrefix("path-"))
        #expect(job.reason == "The file is empty (0 bytes); copy it again.")
        #expect(job.explained == [FileTrouble.emptyFile.explanation])
        let before = try await bench.snapshot()
        try await bench.apply()
        #expect(try await bench.snapshot() == before)

        try bench.write("A (2001).mkv", "a")
        try await bench.apply()
        #expect(try await bench.jobs.map(\.value.state) == [.waiting, .waiting])
    }

    @Test("a file that failed is tried again when its content changed")
    func failedThenChanged() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A (2001).mkv", "truncated", bytes: 5000)
        try bench.write("B (2001).mkv", "b")
        try await bench.apply()
        let id = try #require(try await bench.jobs.first?.id)
        try await Records<Job>(in: bench.store).change(id) { $0.state = .failed }

        try bench.write("A (2001).mkv", "whole")
        try await bench.apply()

        let jobs = try await bench.jobs.filter { $0.value.path == "A (2001).mkv" }
        #expect(jobs.map(\.value.state) == [.waiting])
    }

}
