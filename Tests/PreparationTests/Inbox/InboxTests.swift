import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import Testing

@testable import KinoraPreparation

@Suite("The inbox", .timeLimit(.minutes(10)))
struct InboxTests {
    /// An inbox beside a library; films are files that a pretended worker calls prepared.
    private struct Bench {
        let library: LibraryBench
        let inbox: Inbox
        let path: String
        let data: String

        init(_ kind: LibraryKind = .mixed) async throws {
            library = try await LibraryBench(kind)
            path = library.folder.appending(path: "inbox").path
            data = library.folder.appending(path: "data").path
            for folder in [path, data] { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
            try await library.store.prepare(Inbox.schemas)
            inbox = Inbox(
                at: path, into: library.library, folders: DataFolders(root: data), store: library.store, time: library.time,
                intake: library.intake, reserve: 0)
        }

        func write(_ file: String, _ seed: String, bytes: Int = 300_000) throws {
            try write(file, LibraryBench.content(seed, bytes))
        }

        func write(_ file: String, _ data: Data) throws {
            let url = URL(filePath: "\(path)/\(file)")
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try data.write(to: url)
        }

        @discardableResult
        func round() async throws -> InboxReport {
            var sightings = Sightings()
            return try await inbox.round(&sightings)
        }

        /// Ends every waiting job: well, or as a film that cannot be used.
        func work(_ end: JobEnd = .done()) async throws {
            while let job = try await inbox.queue.take(as: "worker") {
                try await inbox.queue.end(JobID(job.id), as: "worker", end)
                guard case .done = end else { continue }
                let playable = Playable(
                    package: PackageID(job.id), source: job.value.source, duration: 1, height: 240, audioLanguages: [], textLanguages: [])
                _ = try await inbox.editor.publish(playable)
            }
        }

        func files(_ root: String) throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: root).filter { path in
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder) && !isFolder.boolValue
            }.sorted()
        }
        var inLibrary: [String] { get throws { try files(library.root) } }
        var inInbox: [String] { get throws { try files(path) } }
        var unprocessed: [String] {
            get throws { FileManager.default.fileExists(atPath: "\(data)/unprocessed") ? try files("\(data)/unprocessed") : [] }
        }
        func reason(_ file: String) throws -> String {
            try String(contentsOfFile: "\(data)/unprocessed/\(file).reason.txt", encoding: .utf8)
        }
    }

    @Test("What is put there is prepared first, and then stands in the library under its proper name; it stays the same film")
    func film() async throws {
        let bench = try await Bench()
        defer { bench.library.remove() }
        try bench.write("harbour.lights.2021.1080p.bluray.x264-grp.mkv", "a")
        try await bench.round()
        #expect(try bench.inLibrary.isEmpty)
        #expect(try bench.inInbox.count == 1)

        try await bench.work()
        let report = try await bench.round()

        let found = try bench.inLibrary
        #expect(found == ["Harbour Lights (2021)/Harbour Lights (2021).mkv"])
        let rest = try bench.inInbox
        #expect(rest.isEmpty && report.items.count == 1 && report.notes.isEmpty)
        let films = try await bench.library.films
        #expect(films.count == 1 && films[0].value.isListed && films[0].value.versions.map(\.missingSince) == [nil])

        // The library's own scan finds it known; nothing is prepared again.
        let scan = try await bench.library.apply()
        #expect(scan.count(.new) == 0 && scan.count(.missing) == 0, "\(scan.summary)")
        try await bench.round()
        #expect(try await bench.library.films.map(\.id) == films.map(\.id))
        #expect(try await bench.library.jobs.map(\.value.state) == [.done])
        #expect(try await bench.library.sources.map(\.value.library) == [bench.library.root])
    }

    @Test("Subtitles, NFO files, pictures and extras come along under the film's new name; folders that are empty go")
    func belongings() async throws {
        let bench = try await Bench(.films)
        defer { bench.library.remove() }
        bench.library.time.advance(by: .seconds(-1800))
        let folder = "Harbour.Lights.2021-GRP"
        try bench.write("\(folder)/harbour.lights.2021.mkv", "a")
        for (name, text) in [
            ("harbour.lights.2021.en.srt", "srt"), ("harbour.lights.2021.forced.de.ass", "ass"), ("harbour.lights.2021.nfo", "<movie/>"),
            ("poster.jpg", "jpg"), ("Subs/2_French.srt", "fr"), ("Trailers/teaser.mkv", "tease"), ("readme.txt", "spam"),
        ] { try bench.write("\(folder)/\(name)", Data(text.utf8)) }
        try await bench.round()
        try await bench.work()
        try await bench.round()

        let place = "Harbour Lights (2021)"
        let found = try bench.inLibrary
        #expect(
            found == [
                "\(place)/\(place).en.srt", "\(place)/\(place).forced.de.ass", "\(place)/\(place).mkv", "\(place)/\(place).nfo",
                "\(place)/Subs/2_French.srt", "\(place)/Trailers/teaser.mkv", "\(place)/poster.jpg",
            ])
        // What belongs to nothing waits for its time, then goes with a reason.
        let left = try bench.inInbox
        #expect(left == ["\(folder)/readme.txt"])
        bench.library.time.advance(by: .seconds(3600))
        try await bench.round()
        #expect(try bench.unprocessed == ["readme.txt", "readme.txt.reason.txt"])
        #expect(try bench.reason("readme.txt").contains("no video"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: bench.path).isEmpty)
    }

    @Test("Episodes stand in their season, and what speaks of the series in its folder")
    func episodes() async throws {
        let bench = try await Bench(.series)
        defer { bench.library.remove() }
        try bench.write("Night Ferry/Season 1/night.ferry.s01e01.mkv", "a")
        try bench.write("Night Ferry/Season 1/night.ferry.s01e02e03.mkv", "b")
        try bench.write("Night Ferry/Season 1/night.ferry.s01e01.de.srt", Data("x".utf8))
        try bench.write("Night Ferry/tvshow.nfo", Data("<tvshow><title>Night Ferry</title></tvshow>".utf8))
        try await bench.round()
        try await bench.work()
        try await bench.round()
        #expect(
            try bench.inLibrary == [
                "Night Ferry/Season 01/Night Ferry S01E01.de.srt", "Night Ferry/Season 01/Night Ferry S01E01.mkv",
                "Night Ferry/Season 01/Night Ferry S01E02-E03.mkv", "Night Ferry/tvshow.nfo",
            ])
        #expect(try bench.inInbox.isEmpty)
    }

    @Test("Nothing is overwritten: another film of the same name gets a number")
    func taken() async throws {
        let bench = try await Bench(.films)
        defer { bench.library.remove() }
        try bench.library.write("Harbour Lights (2021)/Harbour Lights (2021).mkv", "old")
        try await bench.library.apply()
        try bench.write("Harbour Lights (2021).mkv", "new")
        try await bench.round()
        try await bench.work()
        try await bench.round()
        let place = "Harbour Lights (2021)/Harbour Lights (2021)"
        #expect(try bench.inLibrary == ["\(place) - version 2.mkv", "\(place).mkv"])
        #expect(FileManager.default.contents(atPath: "\(bench.library.root)/\(place).mkv") == LibraryBench.content("old", 300_000))
        #expect(try await bench.library.films.map(\.value.versions.count) == [2])
    }

    @Test("The same content twice is said and moved away, whether it lies in the library or twice in the inbox")
    func twice() async throws {
        let bench = try await Bench(.films)
        defer { bench.library.remove() }
        try bench.library.write("Harbour Lights (2021)/Harbour Lights (2021).mkv", "same")
        try await bench.library.apply()
        try bench.write("Harbour Lights again (2021).mkv", "same")
        try bench.write("Salt (2001).mkv", "salt")
        try bench.write("Salz (2001).mkv", "salt")
        try await bench.round()
        #expect(try bench.unprocessed.filter { !$0.hasSuffix(".txt") } == ["Harbour Lights again (2021).mkv", "Salz (2001).mkv"])
        #expect(try bench.reason("Harbour Lights again (2021).mkv").contains("same content"))
        #expect(try bench.inInbox == ["Salt (2001).mkv"])
        try await bench.work()
        try await bench.round()
        #expect(try bench.inLibrary == ["Harbour Lights (2021)/Harbour Lights (2021).mkv", "Salt (2001)/Salt (2001).mkv"])
    }

    @Test("What is broken, empty or nameless is moved away with its reason, and nothing of it is left in queue and catalogue")
    func unusable() async throws {
        let bench = try await Bench(.films)
        defer { bench.library.remove() }
        try bench.write("Broken (2001).mkv", "a")
        try bench.write("Empty (2002).mkv", Data())
        try await bench.round()
        #expect(try bench.unprocessed.contains("Empty (2002).mkv.reason.txt"))
        try await bench.work(.failed(reason: Trouble.notVideo.explanation, isUnusable: true))
        try await bench.round()
        try await bench.round()

        #expect(try bench.reason("Broken (2001).mkv").hasPrefix("This is not a video file."))
        #expect(try bench.inInbox.isEmpty)
        #expect(try bench.inLibrary.isEmpty)
        #expect(try await bench.library.jobs.isEmpty)
        #expect(try await bench.library.sources.isEmpty)
        #expect(try await bench.library.films.isEmpty)

        // Under the same name there is room for another.
        try bench.write("Broken (2001).mkv", "b")
        try await bench.round()
        try await bench.work(.failed(reason: Trouble.notVideo.explanation, isUnusable: true))
        try await bench.round()
        #expect(try bench.unprocessed.contains("Broken (2001) (2).mkv"))
    }

    @Test("What failed because of this computer stays")
    func computer() async throws {
        let bench = try await Bench(.films)
        defer { bench.library.remove() }
        try bench.write("Film (2001).mkv", "a")
        try await bench.round()
        try await bench.work(.failed(reason: Trouble.diskFull(folder: "/data").explanation))
        try await bench.round()
        #expect(try bench.inInbox == ["Film (2001).mkv"])
        #expect(try bench.unprocessed.isEmpty)
    }

    @Test("A file without a name to go by is not prepared")
    func nameless() async throws {
        let bench = try await Bench(.series)
        defer { bench.library.remove() }
        try bench.write("Ferry/Season 1/something.mkv", "a")
        try await bench.round()
        #expect(try bench.unprocessed.first == "something.mkv")
        #expect(try bench.reason("something.mkv").contains("neither a title nor an episode"))
        #expect(try await bench.library.jobs.isEmpty)
    }

    @Test("What grows is left alone")
    func growing() async throws {
        let bench = try await Bench(.films)
        defer { bench.library.remove() }
        try bench.write("Film (2001).mkv", "a")
        let young = StoppedTime(at: SystemTime().now)
        let inbox = Inbox(
            at: bench.path, into: bench.library.library, folders: DataFolders(root: bench.data), store: bench.library.store, time: young,
            intake: Intake(store: bench.library.store, time: young))
        var sightings = Sightings()
        _ = try await inbox.round(&sightings)
        #expect(try await bench.library.jobs.isEmpty)
        young.advance(by: .seconds(31))
        _ = try await inbox.round(&sightings)
        #expect(try await bench.library.jobs.count == 1)
    }

    @Test(
        "A move that was broken off is ended by the next round, and what stands twice because of it is no duplicate",
        arguments: [false, true])
    func broken(isNamed: Bool) async throws {
        let bench = try await Bench(.films)
        defer { bench.library.remove() }
        try bench.write("film.2001.mkv", "a")
        try bench.write("film.2001.en.srt", Data("x".utf8))
        try await bench.round()
        try await bench.work()
        let source = try #require(try await bench.library.sources.first)
        let place = "Film (2001)/Film (2001).mkv"
        let move = InboxMove(from: "film.2001.mkv", library: bench.library.root, to: place)
        _ = try await bench.inbox.moves.insert(move, id: source.id)
        if isNamed {
            try FileManager.default.createDirectory(atPath: "\(bench.library.root)/Film (2001)", withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: "\(bench.path)/film.2001.mkv", toPath: "\(bench.library.root)/\(place)")
        }

        try await bench.round()

        #expect(try bench.inLibrary == ["Film (2001)/Film (2001).en.srt", place])
        #expect(try bench.inInbox.isEmpty)
        #expect(try bench.unprocessed.isEmpty)
        #expect(try await bench.inbox.moves.count() == 0)
        #expect(try await bench.library.sources.map(\.value.path) == [place])
    }

    @Test("A place that somebody else took since is not touched; the film gets another")
    func takenSince() async throws {
        let bench = try await Bench(.films)
        defer { bench.library.remove() }
        try bench.write("Film (2001).mkv", "a")
        try await bench.round()
        try await bench.work()
        let source = try #require(try await bench.library.sources.first)
        let place = "Film (2001)/Film (2001).mkv"
        _ = try await bench.inbox.moves.insert(InboxMove(from: "Film (2001).mkv", library: bench.library.root, to: place), id: source.id)
        try bench.library.write(place, "other")
        try await bench.round()
        #expect(try bench.inLibrary == ["Film (2001)/Film (2001) - version 2.mkv", place])
        #expect(FileManager.default.contents(atPath: "\(bench.library.root)/\(place)") == LibraryBench.content("other", 300_000))
    }

    @Test("A library that is not there, or whose disk is another than before, takes nothing")
    func unmounted() async throws {
        let bench = try await Bench(.films)
        defer { bench.library.remove() }
        try bench.library.write("Old (2001).mkv", "old")
        try await bench.library.apply()
        try bench.write("New (2002).mkv", "new")
        try await bench.round()
        try await bench.work()
        let name = LibraryState.name(of: bench.library.library)
        try await bench.library.scan.states.change(name) { $0.fileSystem = "another" }
        let refused = try await bench.round().refusal
        if refused != nil { #expect(refused?.contains("another file system") == true) }
        try FileManager.default.moveItem(atPath: bench.library.root, toPath: bench.library.root + ".away")
        #expect(try await bench.round().refusal?.contains("cannot be used") == true)
        #expect(try bench.inInbox == ["New (2002).mkv"])
    }

    @Test("Two processes do not tidy one inbox at once")
    func lock() async throws {
        let bench = try await Bench(.films)
        defer { bench.library.remove() }
        try bench.write("Film (2001).mkv", "a")
        let held = try #require(try InboxLock(at: "\(bench.data)/inbox.lock"))
        try await bench.round()
        #expect(try await bench.library.jobs.isEmpty)
        withExtendedLifetime(held) {}
    }
}
