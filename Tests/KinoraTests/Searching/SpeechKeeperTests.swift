import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraSQLiteSpeech
import Logging
import Testing

@testable import Kinora

@Suite("What is said follows what can be played", .timeLimit(.minutes(5)))
struct SpeechKeeperTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))
    private let folder: URL
    private let store: MemoryStore
    private let editor: CatalogueEditor
    private let file: SpeechFile
    private let keeper: SpeechKeeper
    private let shelves: Shelves

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "kinora-keeper-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "packages"), withIntermediateDirectories: true)
        store = MemoryStore(time: time)
        try await store.prepare(House.prepared)
        editor = CatalogueEditor(store: store, time: time)
        file = SpeechFile(path: folder.appending(path: "speech.sqlite").path)
        keeper = SpeechKeeper(
            store: store, file: file, packages: folder.appending(path: "packages").path, time: time,
            logger: Logger(label: "speech") { _ in SwiftLogNoOpLogHandler() })
        shelves = Shelves(store: store, time: time, speech: file)
    }

    private func remove() {
        try? file.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// A package with these subtitles, as preparation writes them.
    private func package(_ texts: [(language: String, srt: String, isForced: Bool)]) throws -> PackageID {
        var contents = PackageContents(duration: 60_000, presentationOffset: 7515, video: [], audio: [], text: [])
        var files: [String: Data] = [:]
        for (number, text) in texts.enumerated() {
            let data = try Subtitles(Array(text.srt.utf8)).webVTT(presentationOffset: 7515)
            let path = "text/t-\(number).vtt"
            files[path] = data
            contents.text.append(
                TextTrack(
                    name: "t-\(number)", path: path, language: LanguageTag(text.language), isForced: text.isForced, size: Int64(data.count),
                    digest: Digest(of: data)))
        }
        let id = try contents.id()
        files["package.json"] = try contents.encoded()
        for (path, data) in files {
            let url = folder.appending(path: "packages/\(PackageLayout.folder(of: id))/\(path)")
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try data.write(to: url)
        }
        return id
    }

    private func publish(_ package: PackageID, of source: String) async throws {
        try await editor.publish(
            Playable(package: package, source: source, duration: 60_000, height: 720, audioLanguages: [], textLanguages: []))
    }

    private func film(_ title: String, _ package: PackageID) async throws -> FilmID {
        let id = try await editor.place(film: Description(title: title), source: title)
        try await publish(package, of: title)
        return id
    }

    /// What a keeper that runs does sooner or later.
    private func catchUp(since position: Int64) async throws -> Int64 {
        let changes = await store.changes(since: position, limit: 500)
        try await keeper.note(ChangedDocuments(changes))
        try await readAll()
        return changes.last?.position ?? position
    }

    private func readAll() async throws {
        while case let waiting = try await file.next(10), !waiting.isEmpty { try await keeper.read(waiting) }
    }

    private func titles(_ text: String, _ languages: [String] = ["en"]) async throws -> [String] {
        try await shelves.said(text, languages: languages.map { LanguageTag($0) }, first: 10).map { found in
            switch found.feature {
            case .film(let film): film.value.description.title
            case .episode(let episode, let series): "\(series.value.description.title) \(episode.value.number)"
            }
        }
    }

    private static func srt(_ lines: String...) -> String {
        lines.enumerated().map { place, line in
            "\(place + 1)\n00:00:\(place + 10),000 --> 00:00:\(place + 10),900\n\(line)\n"
        }.joined(separator: "\n")
    }

    @Test func whatIsPublishedIsFoundWithItsMomentInTheViewersLanguage() async throws {
        defer { remove() }
        let package = try package([
            ("en", Self.srt("<i>Never trust</i>", "the sea, Paris."), false), ("de", Self.srt("Trau nie", "dem Meer, Paris."), false),
            ("de", Self.srt("Paris."), true),
        ])
        let id = try await film("Tides", package)
        _ = try await keeper.lookAtEverything()
        try await readAll()

        let found = try #require(try await shelves.said("trust the sea", in: id, languages: []))
        #expect(found.sayings.map(\.moment) == [10_000])
        #expect(found.sayings[0].pieces.map(\.text).joined() == "Never trust the sea, Paris.")
        // Both languages say it at the same moment: the viewer's is shown.
        for language in ["de", "en"] {
            let said = try await shelves.said("Paris", languages: [LanguageTag(language)], first: 10)
            #expect(said.map(\.sayings.count) == [1] && said[0].sayings[0].language.tag == language)
        }
        #expect(try await shelves.speechCoverage() == SpeechCoverage(read: 1, all: 1))
    }

    @Test func otherSubtitlesAreTakenAndWhatGoesAwayIsFoundNoMore() async throws {
        defer { remove() }
        var position = try await keeper.lookAtEverything()
        _ = try await film("Tides", try package([("en", Self.srt("The old ferry."), false)]))
        let series = try await editor.place(series: Description(title: "Fog"))
        _ = try await editor.place(
            episode: 3, through: nil, season: 1, of: series, description: Description(title: "x"), source: "e")
        try await publish(try package([("en", Self.srt("The ferry in the fog."), false)]), of: "e")
        position = try await catchUp(since: position)
        #expect(Set(try await titles("ferry")) == ["Tides", "Fog 3"])

        try await publish(try package([("en", Self.srt("The old boat."), false)]), of: "Tides")
        position = try await catchUp(since: position)
        #expect(try await titles("ferry") == ["Fog 3"])
        #expect(try await titles("boat") == ["Tides"])

        try await editor.retire("Tides")
        try await editor.retire("e")
        _ = try await catchUp(since: position)
        #expect(try await titles("ferry").isEmpty)
        #expect(try await titles("boat").isEmpty)
        #expect(try await file.coverage() == SpeechCoverage(read: 0, all: 0))
    }

    @Test func whatHappenedWhileNobodyLookedIsCaughtUp() async throws {
        defer { remove() }
        _ = try await film("Tides", try package([("en", Self.srt("The old ferry."), false)]))
        _ = try await film("Gone", try package([("en", Self.srt("The ferry too."), false)]))
        _ = try await keeper.lookAtEverything()
        try await readAll()
        try await editor.retire("Gone")
        time.advance(by: .seconds(60))

        _ = try await keeper.lookAtEverything()

        #expect(try await titles("ferry") == ["Tides"])
        #expect(try await file.coverage() == SpeechCoverage(read: 1, all: 1))
    }

    @Test func packagesThatAreNotHereOrDamagedStopNobody() async throws {
        defer { remove() }
        _ = try await film("Elsewhere", PackageID(String(repeating: "a", count: 32)))
        let damaged = try package([("en", Self.srt("Damaged."), false)])
        _ = try await film("Damaged", damaged)
        try Data("{".utf8).write(to: folder.appending(path: "packages/\(PackageLayout.folder(of: damaged))/package.json"))
        _ = try await film("Tides", try package([("en", Self.srt("The old ferry."), false)]))
        _ = try await keeper.lookAtEverything()
        try await readAll()

        #expect(try await titles("ferry") == ["Tides"])
        #expect(try await file.coverage() == SpeechCoverage(read: 1, all: 3))
    }

    @Test func whoeverMayNotPlayATitleDoesNotReadWhatIsSaidInIt() async throws {
        defer { remove() }
        _ = try await film("Open", try package([("en", Self.srt("The old ferry."), false)]))
        _ = try await film("Closed", try package([("en", Self.srt("The ferry again."), false)]))
        _ = try await keeper.lookAtEverything()
        try await readAll()

        var asked: [Int] = []
        let found = try await shelves.said("ferry", languages: [], first: 10) { features in
            asked.append(features.count)
            return features.map { feature in
                if case .film(let film) = feature { film.value.description.title == "Open" } else { false }
            }
        }
        #expect(found.count == 1)
        #expect(asked == [2], "for all at once")
    }

    @Test func ofEndlesslyManySubtitlesSomeAreRead() {
        func track(_ number: Int, _ language: String, isForced: Bool = false) -> TextTrack {
            TextTrack(
                name: "t-\(number)", path: "text/t-\(number).vtt", language: LanguageTag(language), isForced: isForced, size: 1,
                digest: Digest(of: [UInt8(0)]))
        }
        let few = [track(0, "en"), track(1, "en", isForced: true), track(2, "de", isForced: true)]
        #expect(SpeechKeeper.worthReading(few).map(\.name) == ["t-0", "t-2"])
        #expect(SpeechKeeper.worthReading((0..<1000).map { track($0, "en") }).count == SpeechKeeper.mostTracks)
    }

    @Test func aRunningKeeperNoticesByItself() async throws {
        defer { remove() }
        let running = Task { try await keeper.run() }
        _ = try await film("Tides", try package([("en", Self.srt("The old ferry."), false)]))
        for _ in 0..<200 where try await titles("ferry").isEmpty { try await Task.sleep(for: .milliseconds(50)) }
        #expect(try await titles("ferry") == ["Tides"])
        running.cancel()
        _ = await running.result
    }
}
