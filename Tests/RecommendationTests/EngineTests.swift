import KinoraKernel
import Testing

@testable import KinoraRecommendation

@Suite("Recommendations", .timeLimit(.minutes(10)))
struct EngineTests {
    private static func watch(_ profile: String, _ title: String, _ minute: Int = 0, completion: Double = 1) -> WatchFact {
        WatchFact(profile: profile, title: title, seconds: 5000, completion: completion, at: TestHouse.now + .seconds(60 * minute))
    }

    /// Six people watched A and then B.
    private static var followed: RecommendationEngine {
        let engine = RecommendationEngine()
        for name in ["A", "B", "C", "D", "E"] { engine.take(TitleFacts(id: name, name: "The \(name)")) }
        for person in 0..<6 {
            engine.take(watch("p\(person)", "A"))
            engine.take(watch("p\(person)", "B", 1))
        }
        return engine
    }

    @Test func aWatchIsInTheNextAnswer() {
        let engine = Self.followed
        engine.take(Self.watch("new", "A", 5))
        #expect(engine.ranked(for: "new", count: 3).first == "B")
        let row = engine.rows(for: "new", at: TestHouse.now).first { $0.kind == .forYou }
        #expect(row?.items.first?.reason == .watchedNext(after: "The A"))
        #expect(row?.items.first?.reason.sentence == "People who watched The A watched it next")
    }

    @Test func whatWasWatchedIsNotRecommended() {
        let house = TestHouse(profiles: 40, titles: 120, watches: 2000, seed: 1)
        let engine = house.engine
        for number in 0..<40 {
            let watched = Set(engine.history(of: "p\(number)").watched.map { engine.graph.titles[$0.title] })
            let shown = engine.rows(for: "p\(number)", at: TestHouse.now).flatMap(\.items).map(\.title)
            #expect(watched.isDisjoint(with: shown))
            #expect(Set(shown).count == shown.count, "no title stands in two rows")
            #expect(watched.isDisjoint(with: engine.ranked(for: "p\(number)", count: 50)))
        }
    }

    @Test func whatTheCallerDeniesIsNowhere() {
        let house = TestHouse(profiles: 40, titles: 120, watches: 2000, seed: 2)
        let engine = house.engine
        let isPermitted = { (title: String) in title.hasSuffix("7") }
        let shown =
            engine.rows(for: "p1", at: TestHouse.now, isPermitted: isPermitted).flatMap(\.items).map(\.title)
            + engine.ranked(for: "p1", count: 20, isPermitted: isPermitted)
            + engine.moreLike("t0", count: 20, isPermitted: isPermitted).map(\.title)
        #expect(!shown.isEmpty)
        #expect(shown.allSatisfy(isPermitted))
    }

    @Test func notForMeIsHeardAtOnceAndCanBeTakenBack() {
        let engine = Self.followed
        engine.take(Self.watch("new", "A", 5))
        engine.notForMe(profile: "new", title: "B")
        #expect(!engine.ranked(for: "new", count: 5).contains("B"))
        engine.notForMe(profile: "new", title: "B", false)
        #expect(engine.ranked(for: "new", count: 5).contains("B"))
    }

    @Test func aNewTitleIsFoundByWhatItIsBeforeAnybodyWatchedIt() {
        let house = TestHouse(profiles: 30, titles: 60, watches: 900, seed: 3)
        let engine = house.engine
        engine.take(
            TitleFacts(
                id: "fresh", name: "Fresh", year: 1990, addedAt: TestHouse.now,
                nodes: [ContentNode(.genre, "Western"), ContentNode(.director, "Director 3")]))
        #expect(engine.moreLike("t3", count: 10).map(\.title).contains("fresh"))
        let row = engine.rows(for: "p3", at: TestHouse.now).first { row in row.items.contains { $0.title == "fresh" } }
        #expect(row != nil)
    }

    @Test func aNewcomerGetsAnAnswer() {
        let engine = TestHouse(profiles: 30, titles: 60, watches: 900, seed: 4).engine
        #expect(engine.ranked(for: "nobody", count: 20).count == 20)
        #expect(engine.rows(for: "nobody", at: TestHouse.now).contains { $0.kind == .forYou })
    }

    @Test func anEmptyHouseAnswersNothing() {
        let engine = RecommendationEngine()
        #expect(engine.rows(for: "p", at: TestHouse.now).isEmpty)
        #expect(engine.moreLike("t", count: 5).isEmpty)
    }

    @Test func aTitleThatIsListedNoMoreIsNotShown() {
        let engine = Self.followed
        engine.take(Self.watch("new", "A", 5))
        engine.remove(title: "B")
        #expect(!engine.ranked(for: "new", count: 5).contains("B"))
    }

    @Test func whatWasOnlyBegunDoesNotCount() {
        let engine = Self.followed
        engine.take(WatchFact(profile: "new", title: "A", seconds: 30, completion: 0.01, at: TestHouse.now))
        #expect(engine.history(of: "new").watched.isEmpty)
        engine.take(WatchFact(profile: "new", title: "A", seconds: 30, completion: 0.9, at: TestHouse.now, isNewSitting: false))
        #expect(engine.history(of: "new").watched.count == 1)
        #expect(engine.history(of: "new").watched.first?.count == 1)
    }
}
