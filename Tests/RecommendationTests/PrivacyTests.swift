import KinoraKernel
import Testing

@testable import KinoraRecommendation

@Suite("What a profile can learn of others", .timeLimit(.minutes(10)))
struct PrivacyTests {
    private static func house(watchedByOthers others: Int) -> RecommendationEngine {
        let engine = RecommendationEngine()
        for name in ["A", "Secret", "C", "D"] { engine.take(TitleFacts(id: name, name: name)) }
        for person in 0..<others {
            engine.take(WatchFact(profile: "other\(person)", title: "A", at: TestHouse.now))
            engine.take(WatchFact(profile: "other\(person)", title: "Secret", at: TestHouse.now + .seconds(60)))
        }
        engine.take(WatchFact(profile: "curious", title: "A", at: TestHouse.now))
        return engine
    }

    @Test("a title that fewer than five watched is not led to by what they watched", arguments: 1...4)
    func fewStayUnseen(others: Int) {
        let engine = Self.house(watchedByOthers: others)
        _ = engine.weigh(engine.history(of: "curious"), at: nil)
        let secret = engine.graph.titles.number(of: "Secret") ?? 0
        #expect(engine.scores.mood(of: secret) == 0 && engine.scores.taste(of: secret) == 0)
        let reasons =
            engine.rows(for: "curious", at: TestHouse.now).flatMap(\.items).map(\.reason) + engine.moreLike("A", count: 5).map(\.reason)
        for reason in reasons {
            switch reason {
            case .watchedNext, .watchedAlso, .popular: Issue.record("\(reason) speaks of \(others) people")
            default: break
            }
        }
    }

    @Test func fiveMaySpeak() {
        let engine = Self.house(watchedByOthers: 5)
        #expect(engine.moreLike("A", count: 1).first == Row.Item(title: "Secret", reason: .watchedNext(after: "A")))
    }

    @Test func aForgottenHistoryLeavesTheGraphAsIfItHadNeverBeen() {
        var house = TestHouse(profiles: 12, titles: 80, watches: 600, seed: 5)
        let engine = house.engine
        engine.forget(profile: "p3")
        house.watches.removeAll { $0.profile == "p3" }
        let without = house.engine
        #expect(engine.history(of: "p3") == History())
        for title in 0..<80 {
            let (one, other) = (engine.graph, without.graph)
            guard let left = one.titles.number(of: "t\(title)"), let right = other.titles.number(of: "t\(title)") else { continue }
            let names = { (graph: Graph, ties: Ties) in
                Dictionary(uniqueKeysWithValues: ties.sorted.map { (graph.titles[$0.title], [$0.near, $0.wide, $0.people]) })
            }
            #expect(names(one, one.ties[Int(left)]) == names(other, other.ties[Int(right)]))
            #expect(one.ties[Int(left)].incoming == other.ties[Int(right)].incoming)
            #expect(one.watchers[Int(left)] == other.watchers[Int(right)])
        }
    }

    @Test func turnedOffNothingIsKeptAndNothingAnswered() {
        let engine = TestHouse(profiles: 12, titles: 80, watches: 600, seed: 6).engine
        engine.turn(false, profile: "p1")
        engine.take(WatchFact(profile: "p1", title: "t1", at: TestHouse.now))
        #expect(engine.history(of: "p1").watched.isEmpty)
        #expect(engine.rows(for: "p1", at: TestHouse.now).isEmpty)
        engine.turn(true, profile: "p1")
        #expect(!engine.rows(for: "p1", at: TestHouse.now).isEmpty)
    }
}
