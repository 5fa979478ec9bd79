import KinoraKernel
import Testing

@testable import KinoraRecommendation

@Suite("Graphs that nobody wished for", .timeLimit(.minutes(10)))
struct BadInputTests {
    @Test("told one by one or from the start: the graph is the same", arguments: 0..<8)
    func incrementalEqualsRebuilt(seed: Int) {
        let house = TestHouse(profiles: 30, titles: 900, watches: 6000, seed: UInt64(seed))
        let live = RecommendationEngine()
        for title in house.titles { live.take(title) }
        for (number, watch) in house.watches.enumerated() {
            live.take(watch)
            // Questions in between change nothing.
            if number % 500 == 0 { _ = live.rows(for: watch.profile, at: watch.at) }
        }
        #expect(live.graph == house.engine.graph)
        let rebuilt = house.engine
        for number in 0..<30 { #expect(live.ranked(for: "p\(number)", count: 20) == rebuilt.ranked(for: "p\(number)", count: 20)) }
    }

    @Test func tiesStayBoundedForATitleThatEveryoneWatched() {
        let engine = RecommendationEngine()
        for title in 0..<2000 { engine.take(TitleFacts(id: "t\(title)", name: "T\(title)")) }
        for person in 0..<1000 {
            engine.take(WatchFact(profile: "p\(person)", title: "t0", at: TestHouse.now))
            engine.take(WatchFact(profile: "p\(person)", title: "t\(1 + person * 7 % 1999)", at: TestHouse.now))
        }
        #expect(engine.graph.ties.allSatisfy { $0.count <= Tuning.mostTies })
        #expect(engine.ranked(for: "p3", count: 20).count == 20)
    }

    @Test func oneProfileThatWatchedEverythingGetsNothingAndHarmsNobody() {
        let engine = TestHouse(profiles: 20, titles: 3000, watches: 1000, seed: 10).engine
        for title in 0..<3000 { engine.take(WatchFact(profile: "all", title: "t\(title)", at: TestHouse.now)) }
        #expect(engine.ranked(for: "all", count: 20).isEmpty)
        #expect(engine.rows(for: "all", at: TestHouse.now).isEmpty)
        #expect(engine.ranked(for: "p1", count: 20).count == 20)
    }

    @Test func theSameWatchAMillionTimesIsOneEdge() {
        let engine = TestHouse(profiles: 20, titles: 50, watches: 100, seed: 11).engine
        let before = engine.graph.ties
        engine.take(WatchFact(profile: "loud", title: "t1", at: TestHouse.now))
        for second in 0..<200_000 {
            engine.take(WatchFact(profile: "loud", title: "t1", seconds: 1e9, completion: 7, at: TestHouse.now + .seconds(second)))
        }
        #expect(engine.graph.ties == before)
        #expect(engine.history(of: "loud").watched.count == 1)
        #expect(engine.history(of: "loud").watched.first?.count == .max)
    }

    @Test func clocksThatWentBackwardsAndNumbersThatAreNoneAreBorne() {
        let engine = TestHouse(profiles: 20, titles: 50, watches: 300, seed: 12).engine
        for milliseconds in [Int64.min, -1, 0, .max] {
            for completion in [Double.nan, .infinity, -5, 0.7] {
                engine.take(
                    WatchFact(
                        profile: "odd", title: "t\(abs(milliseconds % 40))", seconds: -.infinity, completion: completion,
                        at: Moment(milliseconds: milliseconds)))
            }
        }
        for edge in engine.history(of: "odd").watched { #expect(edge.firstAt <= edge.lastAt) }
        #expect(engine.ranked(for: "odd", count: 10).count == 10)
    }

    @Test func isolatedTitlesAndTitlesWithThousandsOfNodesAreBorne() {
        let engine = TestHouse(profiles: 20, titles: 50, watches: 300, seed: 13).engine
        engine.take(TitleFacts(id: "alone", name: "Alone"))
        engine.take(TitleFacts(id: "many", name: "Many", nodes: (0..<5000).map { ContentNode(.actor, "Actor \($0)", order: -$0) }))
        #expect(engine.graph.shelf.allSatisfy { $0.shares.count <= Tuning.mostNodes })
        #expect(!engine.moreLike("alone", count: 5).contains { $0.title == "alone" })
        #expect(!engine.moreLike("many", count: 5).contains { $0.title == "many" })
    }

    @Test func titlesThatLeadToEachOtherInCirclesEnd() {
        let engine = RecommendationEngine()
        for title in 0..<6 { engine.take(TitleFacts(id: "t\(title)", name: "T\(title)")) }
        for person in 0..<30 {
            for step in 0..<12 {
                engine.take(WatchFact(profile: "p\(person)", title: "t\((person + step) % 6)", at: TestHouse.now + .seconds(step)))
            }
        }
        engine.take(WatchFact(profile: "new", title: "t2", at: TestHouse.now))
        #expect(engine.ranked(for: "new", count: 6).count == 5)
    }
}
