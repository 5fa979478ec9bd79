import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import Logging
import Testing

@Suite("What changes beside an unchanged video is noticed", .timeLimit(.minutes(10)))
struct NeighbourTests {
    private func nfo(_ title: String, _ plot: String, _ root: String = "movie") -> Data {
        Data("<\(root)><title>\(title)</title><plot>\(plot)</plot></\(root)>".utf8)
    }

    @Test("a corrected NFO file describes the film anew, once, and no other film")
    func correctedNFO() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A (2001)/A (2001).mkv", "a")
        try bench.write("A (2001)/movie.nfo", data: nfo("A", "Wrong."))
        try bench.write("B (2002)/B (2002).mkv", "b")
        try await bench.apply()

        try bench.write("A (2001)/movie.nfo", data: nfo("A", "Correct."))
        let report = try await bench.apply()

        #expect(report.items.map(\.path) == ["A (2001)/A (2001).mkv"])
        #expect(report.items.map(\.finding) == [.described])
        #expect(report.unchanged == 1)
        #expect(try await bench.films.first?.value.description.plot == "Correct.")
        #expect(try await bench.apply().items.isEmpty)
    }

    @Test(
        "whatever belongs to a film is noticed, added or removed",
        arguments: [
            "A (2001)/poster.jpg", "A (2001)/A (2001).nfo", "A (2001)/A (2001)-fanart.jpg", "A (2001)/a (2001).NFO", "A (2001)/FOLDER.PNG",
            "A (2001)/extrafanart/one.jpg",
        ])
    func added(path: String) async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A (2001)/A (2001).mkv", "a")
        try bench.write("B (2002)/B (2002).mkv", "b")
        try await bench.apply()

        try bench.write(path, data: path.lowercased().hasSuffix("nfo") ? nfo("A", "New.") : Pictures.jpeg(10, 15))
        #expect(try await bench.apply().items.map(\.path) == ["A (2001)/A (2001).mkv"])
        let film = try #require(try await bench.films.first?.value.description)
        let offered = try await bench.offered
        #expect(film.plot != nil || !offered.isEmpty)

        try bench.delete(path)
        #expect(try await bench.apply().items.map(\.finding) == [.described])
        var bare = Description(title: "A", year: 2001)
        bare.origin = ["title": .name, "year": .name]
        #expect(try await bench.films.first?.value.description == bare)
        #expect(try await bench.offered.isEmpty)
    }

    @Test("what belongs to nobody, or to another film, is nobody's news")
    func unrelated() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("Box/A (2001).mkv", "a")
        try bench.write("Box/A (2001) 2.mkv", "a2")
        try await bench.apply()

        for path in ["Box/Z (1999).nfo", "Box/notes.txt", "Box/photo.jpg", "Box/A (2001) 2.jpg"] {
            try bench.write(path, data: Pictures.jpeg(1, 2))
        }

        #expect(try await bench.apply().items.map(\.path) == ["Box/A (2001) 2.mkv"])
    }

    @Test("a corrected tvshow.nfo keeps the series and gives it other words; so do seasons' files")
    func series() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        for (season, number) in [(1, 1), (1, 2), (2, 1)] {
            try bench.write("Ferry/Season \(season)/Ferry S0\(season)E0\(number).mkv", "\(season)\(number)")
        }
        try bench.write("Other/Season 1/Other S01E01.mkv", "o")
        try bench.write("Ferry/tvshow.nfo", data: nfo("Ferry", "Wrong.", "tvshow"))
        try await bench.apply()
        let all = Records<Series>(in: bench.store)
        let id = try #require(try await all.first(.equal("description.title", "Ferry"))?.id)

        try bench.write("Ferry/tvshow.nfo", data: nfo("The Ferry", "Correct.", "tvshow"))
        let report = try await bench.apply()

        #expect(report.count(.described) == 3)
        #expect(report.unchanged == 1)
        #expect(try await all.read(id)?.value.description.title == "The Ferry")
        #expect(try await all.read(id)?.value.description.plot == "Correct.")
        #expect(try await all.count() == 2)

        try bench.write("Ferry/season02-poster.jpg", data: Pictures.jpeg(3, 4))
        try bench.write("Ferry/Season 2/season.nfo", data: nfo("Homeward", "", "season"))
        try await bench.apply()
        let second = try #require(try await Records<Season>(in: bench.store).first(.equal("number", 2))?.value)
        #expect(try await bench.offeredPaths(.poster) == ["Ferry/season02-poster.jpg"])
        #expect(second.title == "Homeward")
        #expect(try await bench.apply().items.isEmpty)
    }

    @Test("new subtitles beside a prepared film whose package is lost are told, and it is prepared again only when the owner says so")
    func subtitles() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("A (2001)/A (2001).mkv", "a")
        try bench.write("B (2002)/B (2002).mkv", "b")
        try await bench.apply()
        let jobs = Records<Job>(in: bench.store)
        let done = try #require(try await jobs.first(.equal("path", "A (2001)/A (2001).mkv")))
        try await jobs.change(done.id) { $0.state = .done }
        try await Records<Source>(in: bench.store).change(done.value.source) { $0.package = "p" }

        try bench.write("A (2001)/A (2001).de.srt", data: Data("1".utf8))
        try bench.write("B (2002)/Subs/2_English.srt", data: Data("1".utf8))
        let report = try await bench.apply()

        #expect(report.items.map(\.finding) == [.subtitled, .subtitled])
        let editor = CatalogueEditor(store: bench.store, time: bench.time)
        let folders = DataFolders(root: bench.folder.appending(path: "data").path)
        let errand = TextErrand(
            Descriptions(store: bench.store, editor: editor), renewal: TextRenewal(store: bench.store, editor: editor, folders: folders),
            queue: JobQueue(store: bench.store, time: bench.time), log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        #expect(try await errand.run())
        #expect(try await !errand.run())
        let told = try #require(try await jobs.read(done.id)?.value)
        #expect(told.state == .done)
        #expect(told.reason?.contains("kinora jobs retry \(done.id)") == true)
        #expect(try await jobs.first(.equal("state", "waiting"))?.value.reason == nil)
        #expect(try await bench.apply().items.isEmpty)

        try await JobQueue(store: bench.store, time: bench.time).retry(JobID(done.id))
        let again = try #require(try await jobs.read(done.id)?.value)
        #expect(again.state == .waiting)
        #expect(again.reason == nil)
        #expect(try await Records<Source>(in: bench.store).read(done.value.source)?.value.package == nil)
    }

    @Test("a second film in the folder takes the general NFO file away from the first")
    func shared() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("Box/C (2003).mkv", "c")
        try bench.write("Box/movie.nfo", data: nfo("Box", "Of one film."))
        try await bench.apply()
        #expect(try await bench.films.map(\.value.description.title) == ["Box"])

        try bench.write("Box/D (2004).mkv", "d")
        let report = try await bench.apply()

        #expect(report.finding("Box/C (2003).mkv") == .described)
        #expect(try await bench.films.map(\.value.description.title) == ["C", "D"])
    }

    @Test("many unchanged files with NFO files and posters are not read again")
    func unread() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        for number in 1...40 {
            try bench.write("Film \(number) (2001)/Film.mkv", "\(number)", bytes: 20)
            try bench.write("Film \(number) (2001)/movie.nfo", data: nfo("Film \(number)", "Plot."))
        }
        try await bench.apply()
        // Whoever reads this file finds other words.
        let path = bench.root + "/Film 7 (2001)/movie.nfo"
        var status = stat()
        guard stat(path, &status) == 0 else { throw FileTrouble(errno: errno) }
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.write(contentsOf: Data("<movie><title>Read!".utf8))
        try handle.close()
        guard utimensat(AT_FDCWD, path, [status.st_atim, status.st_mtim], 0) == 0 else { throw FileTrouble(errno: errno) }
        let before = try await bench.snapshot()
        let counting = CountingStore(bench.store)
        let scan = LibraryScan(bench.library, store: counting, time: bench.time)
        let intake = Intake(store: counting, time: bench.time)
        var sightings = Sightings()

        #expect(try await intake.scan(scan, &sightings).unchanged == 40)
        #expect(counting.calls <= 9)
        #expect(try await bench.snapshot() == before)
    }
}
