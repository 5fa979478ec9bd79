import Foundation
import GRDB
import KinoraCatalogue
import KinoraKernel
import KinoraMedia
import Testing

@testable import KinoraSQLiteSpeech

@Suite("What is said, in a file", .timeLimit(.minutes(5)))
struct SpeechFileTests {
    private let folder: URL
    private let file: SpeechFile

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "kinora-speech-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        file = SpeechFile(path: folder.appending(path: "speech.sqlite").path)
    }

    private func remove() { try? FileManager.default.removeItem(at: folder) }

    private static func track(_ language: String, _ lines: String...) -> SpokenTrack {
        SpokenTrack(
            language: LanguageTag(language),
            utterances: lines.enumerated().map { place, text in
                Utterance(
                    parts: text.split(separator: "|").enumerated().map { part, text in
                        .init(start: Int64(place * 10_000 + part * 1000), text: String(text))
                    })
            })
    }

    private func publish(_ name: String, of id: String, kind: SpokenFeature.Kind = .film, _ tracks: SpokenTrack...) async throws {
        try await file.note([.init(SpokenFeature(kind, id), [PackageID(name)])], sighting: 1)
        try await file.put(PackageID(name), tracks)
    }

    private func find(_ text: String, tracks: Int = 20, each: Int = 3) async throws -> [FoundUtterance] {
        try await file.find(try #require(SpeechQuery(text)), tracks: tracks, each: each)
    }

    @Test func sentencesAreFoundTheNewestFirstAndBeforeScatteredWords() async throws {
        defer { remove() }
        try await publish("one", of: "f1", Self.track("en", "The old lighthouse is dark.", "Nothing else."))
        try await publish("two", of: "f2", Self.track("en", "A lighthouse, and it is not old.", "old"))
        try await publish("three", of: "e1", kind: .episode, Self.track("en", "In the old|lighthouse we met."))

        let found = try await find("Old Lighthouse")

        #expect(found.map(\.package.rawValue) == ["three", "one", "two"])
        #expect(found.map(\.attempt) == [0, 0, 1])
        #expect(found[0].feature == SpokenFeature(.episode, "e1"))
        #expect(found[0].utterance.parts == [.init(start: 0, text: "In the old"), .init(start: 1000, text: "lighthouse we met.")])
        #expect(try await find("\"old lighthouse\"").count == 2)
        // A whole sentence is meant as one; without it, its words count.
        #expect(try await find("the old lighthouse is").map(\.package.rawValue) == ["one"])
        #expect(try await find("is the lighthouse old dark").map(\.package.rawValue) == ["one"])
        #expect(try await find("lighthouse elephant").isEmpty)
    }

    @Test func accentsCaseAndBeginnings() async throws {
        defer { remove() }
        try await publish(
            "one", of: "f1", Self.track("de", "Im Café am Leuchtturm brennt Licht."), Self.track("ja", "灯台はどこですか"))

        for text in ["CAFE leuchtturm", "café", "Leuchtt", "灯台", "「どこですか」"] {
            #expect(try await find(text).count == 1, "\(text)")
        }
        #expect(try await find("台灯").isEmpty)
        #expect(try await find("turm").isEmpty)
    }

    @Test func nothingThatSomebodyTypesMeansAnythingToTheDatabase() async throws {
        defer { remove() }
        try await publish("one", of: "f1", Self.track("en", "Near and far, not or and."))
        for text in ["near(and far)", "said:near", "\"near\" * ^ -far", "NOT far", "near\0far", "'; DROP TABLE words; --", "a\" OR \"near"]
        {
            _ = try await find(text)
        }
        #expect(try await find("NOT OR AND").count == 1)
    }

    @Test func ofOneTrackFewAreTakenAndOthersAreReachedBehindIt() async throws {
        defer { remove() }
        try await publish("old", of: "f1", Self.track("en", "The ferry leaves."))
        let many = SpokenTrack(
            language: LanguageTag("en"), utterances: (0..<5000).map { Utterance(parts: [.init(start: $0, text: "The ferry again.")]) })
        try await publish("new", of: "f2", many)

        let found = try await find("ferry")

        #expect(found.filter { $0.package == PackageID("new") }.count == 3)
        #expect(found.filter { $0.package == PackageID("old") }.count == 1)
        let query = try #require(SpeechQuery("ferry"))
        #expect(try await file.find(query, in: [PackageID("new")], each: 60).count == 60)
        #expect(try await file.find(query, in: [PackageID("old"), PackageID("unknown")], each: 60).count == 1)
    }

    @Test func whatGoesAwayIsFoundNoMoreAndOthersStay() async throws {
        defer { remove() }
        try await publish("one", of: "f1", Self.track("en", "The ferry leaves."), Self.track("de", "Die ferry fährt."))
        try await publish("two", of: "f2", Self.track("en", "The ferry comes."))

        // Other subtitles: another package.
        try await file.note([.init(SpokenFeature(.film, "f1"), [PackageID("one-anew")])], sighting: 2)
        #expect(try await find("ferry").map(\.package.rawValue) == ["two"])
        #expect(try await file.coverage() == SpeechCoverage(read: 1, all: 2))
        #expect(try await file.next(1) == [PackageID("one-anew")])
        try await file.put(PackageID("one-anew"), [Self.track("en", "No boat today.")])
        #expect(try await find("boat").count == 1)

        // Not listed any more; and never seen again.
        try await file.note([.init(SpokenFeature(.film, "f2"), [])], sighting: 3)
        #expect(try await find("ferry").isEmpty)
        try await file.forgetUnseen(since: 3)
        #expect(try await find("boat").isEmpty)
        #expect(try await file.coverage() == SpeechCoverage(read: 0, all: 0))
    }

    @Test func aPackageThatCannotBeReadIsPassedOverAndTriedAgain() async throws {
        defer { remove() }
        try await file.note([.init(SpokenFeature(.film, "f1"), [PackageID("one"), PackageID("two")])], sighting: 1)
        #expect(try await file.next(1) == [PackageID("two")])
        try await file.setAside([PackageID("two")])
        #expect(try await file.next(1) == [PackageID("one")])
        try await file.put(PackageID("one"), [])
        #expect(try await file.next(1).isEmpty)
        #expect(try await file.coverage() == SpeechCoverage(read: 1, all: 2))
        try await file.retry()
        #expect(try await file.next(1) == [PackageID("two")])
        // Read already, or wanted by nobody.
        try await file.put(PackageID("one"), [Self.track("en", "twice")])
        try await file.put(PackageID("three"), [Self.track("en", "twice")])
        #expect(try await find("twice").isEmpty)
    }

    @Test func itIsThereAfterARestartAndTidyingChangesNothing() async throws {
        defer { remove() }
        for number in 0..<30 { try await publish("p\(number)", of: "f\(number)", Self.track("en", "The ferry number \(number).")) }
        while try await file.tidy() {}
        try file.close()

        let again = SpeechFile(path: file.path)
        let found = try await again.find(try #require(SpeechQuery("ferry")), tracks: 100, each: 3)
        #expect(found.count == 30)
        try again.close()
    }

    @Test(arguments: ["garbage", "SQLite format 3\0 but nothing behind it", ""])
    func aFileThatIsNoneOfOursIsMadeAnew(bytes: String) async throws {
        defer { remove() }
        try Data(bytes.utf8).write(to: URL(filePath: file.path))

        try await publish("one", of: "f1", Self.track("en", "The ferry leaves."))

        #expect(try await find("ferry").count == 1)
    }

    @Test func anotherFormatIsMadeAnew() async throws {
        defer { remove() }
        let queue = try DatabaseQueue(path: file.path)
        try await queue.write { database in
            try database.execute(
                sql: "CREATE TABLE words (x); PRAGMA application_id = \(SpeechFormat.applicationID); PRAGMA user_version = 99")
        }
        try queue.close()

        #expect(try await file.coverage() == SpeechCoverage(read: 0, all: 0))
        try file.close()
    }

    @Test func whereNothingCanBeWrittenItSaysSo() async throws {
        let nowhere = SpeechFile(path: "/nowhere/speech.sqlite")
        await #expect(throws: SpeechTrouble.self) { try await nowhere.coverage() }
    }

    @Test func twoProcessesThatReadTheSamePackageKeepItOnce() async throws {
        defer { remove() }
        let other = SpeechFile(path: file.path)
        for one in [file, other] { try await one.note([.init(SpokenFeature(.film, "f"), [PackageID("p")])], sighting: 1) }
        for one in [file, other] { try await one.put(PackageID("p"), [Self.track("en", "The ferry leaves.")]) }

        #expect(try await find("ferry").count == 1)
        try other.close()
    }
}
