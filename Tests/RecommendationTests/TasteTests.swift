import Foundation
import KinoraKernel
import Testing

@testable import KinoraRecommendation

@Suite("A taste, and what a profile says about it", .timeLimit(.minutes(10)))
struct TasteTests {
    /// Ten profiles with habits, and one that watched three comedies.
    private static var engine: RecommendationEngine {
        let engine = TestHouse(profiles: 30, titles: 100, watches: 1500, seed: 5).engine
        for (place, title) in ["t0", "t5", "t10"].enumerated() {
            engine.take(WatchFact(profile: "me", title: title, seconds: 5000, at: TestHouse.now + .seconds(60 * place)))
        }
        return engine
    }

    private static func genre(_ title: String) -> Int { Int(title.dropFirst())! % 5 }

    private static func first(_ engine: RecommendationEngine) -> [String] { engine.ranked(for: "me", at: TestHouse.now, count: 10) }

    @Test func itSaysWhatWeighsAndFromWhat() {
        let taste = Self.engine.taste(of: "me")
        #expect(taste.isOn && taste.watched == 3)
        #expect(taste.titles.map(\.title) == ["t10", "t5", "t0"] && taste.titles[0].strength == 1)
        let genres = taste.likings.filter { $0.subject == .genre }
        #expect(genres.map(\.name) == ["Comedy"] && genres[0].titles == ["t10", "t5", "t0"] && genres[0].strength == 1)
        #expect(taste.likings.count { $0.subject == .person } == 3)
        #expect(Self.engine.taste(of: "nobody").likings.isEmpty)
        let hidden = Self.engine.taste(of: "me") { $0 != "t5" }
        #expect(!hidden.titles.map(\.title).contains("t5") && !hidden.likings.flatMap(\.titles).contains("t5") && hidden.watched == 2)
    }

    @Test func moreOfSomethingIsMoreOfItAndLessIsLess() {
        let engine = Self.engine
        let before = Self.first(engine).count { Self.genre($0) == 3 }
        engine.hear(profile: "me", [Leaning(.genre, "Western", .more)], setAside: [])
        #expect(Self.first(engine).count { Self.genre($0) == 3 } > before)
        let asked = engine.rows(for: "me", at: TestHouse.now).flatMap(\.items).filter { $0.reason == .asked("Western") }
        #expect(!asked.isEmpty && asked.allSatisfy { Self.genre($0.title) == 3 })
        engine.hear(profile: "me", [Leaning(.genre, "Western", .less), Leaning(.genre, "Comedy", .less)], setAside: [])
        #expect(Self.first(engine).allSatisfy { ![0, 3].contains(Self.genre($0)) })
        engine.hear(profile: "me", [], setAside: [])
        #expect(Self.first(engine) == Self.first(Self.engine), "taken back, it was never said")
    }

    @Test func whatIsForgottenIsNoReasonAndNoEvidence() {
        let engine = Self.engine
        engine.hear(profile: "me", [Leaning(.genre, "Comedy", .forget)], setAside: [])
        let reasons = engine.rows(for: "me", at: TestHouse.now).flatMap(\.items).map(\.reason)
        for case .shares(_, let name, _) in reasons { #expect(name != "Comedy") }
        engine.hear(profile: "me", [Leaning(.person, "Director 0", .less)], setAside: [])
        #expect(!engine.rows(for: "me", at: TestHouse.now).contains { $0.kind == .moreBy("Director 0") })
        engine.hear(profile: "me", [Leaning(.person, "Director 13", .more)], setAside: [])
        #expect(engine.rows(for: "me", at: TestHouse.now).contains { $0.kind == .moreBy("Director 13") })
    }

    @Test func aWatchThatIsNotUsedSaysNothingAndTiesNothing() {
        let engine = Self.engine
        let watched = ["t0", "t5", "t10"].enumerated().map {
            WatchFact(profile: "me", title: $1, seconds: 5000, at: TestHouse.now + .seconds(60 * $0), sittings: 1)
        }
        let number = engine.graph.number(ofTitle: "t5")
        let watchers = engine.graph.watchers[Int(number)]
        engine.hear(profile: "me", [], setAside: ["t5"])
        engine.retell(profile: "me", watched)
        #expect(engine.graph.watchers[Int(number)] == watchers - 1)
        #expect(engine.taste(of: "me").titles.map(\.title) == ["t10", "t0"])
        #expect(!engine.ranked(for: "me", count: 100).contains("t5"))
        engine.hear(profile: "me", [], setAside: [])
        engine.retell(profile: "me", watched)
        #expect(engine.taste(of: "me").titles.count == 3)
    }

    @Test func aSnapshotKeepsWhatWasSaid() throws {
        let engine = Self.engine
        engine.hear(
            profile: "me", [Leaning(.person, "Director  of two spaces", .more), Leaning(.genre, "Drama", .less)], setAside: ["t40"])
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-taste-\(UUID().uuidString).graph")
        defer { try? FileManager.default.removeItem(at: file) }
        try Snapshot.write(engine, to: file)
        let read = try Snapshot.read(file)
        #expect(read.graph == engine.graph)
        #expect(read.rows(for: "me", at: TestHouse.now) == engine.rows(for: "me", at: TestHouse.now))
        read.turn(false, profile: "me")
        #expect(read.history(of: "me") == History(isOff: true), "who wants none is forgotten with what was said")
    }

    @Test(arguments: ["", "more", "more genre", "most genre Drama", "more planet Drama"])
    func aLineThatIsNoneOfOursSaysNothing(line: String) { #expect(Leaning(line: line) == nil) }
}
