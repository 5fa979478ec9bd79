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

    @Test("ties are bounded whatever the order of watching, and what is kept is the widest")
    func ties() {
        var ties = Ties()
        var chance = SplitMix(state: 3)
        var whole: [Int32: UInt32] = [:]
        for _ in 0..<20_000 {
            let title = Int32(min(chance.next() % 5000, chance.next() % 5000, chance.next() % 5000))
            ties.add(title, near: 1, wide: 2)
            whole[title, default: 0] += 2
            #expect(ties.count <= Tuning.mostTies)
        }
        #expect(ties.sorted.count == ties.count)
        #expect(Set(ties.sorted.map(\.title)).count == ties.count)
        for tie in ties.sorted {
            #expect(ties.tie(to: tie.title) == tie)
            #expect(tie.wide <= whole[tie.title] ?? 0)
        }
        // The order in which ties are taken away matters no more than the order in which they came.
        for tie in ties.sorted.reversed() { for _ in 0..<tie.people { ties.remove(tie.title, near: 1, wide: 2) } }
        #expect(ties.count == 0 && ties.sorted.isEmpty)
    }

    @Test("a table finds what is in it, whatever was taken out of it", arguments: 0..<20)
    func table(seed: Int) {
        var ties = Ties()
        var chance = SplitMix(state: UInt64(seed))
        var expected: [Int32: UInt32] = [:]
        for _ in 0..<3000 {
            let title = Int32(chance.next() % 300) * Int32(seed % 4 == 0 ? 512 : 1)
            if chance.next() % 2 == 0 {
                ties.add(title, near: 1, wide: 1)
                expected[title, default: 0] += 1
            } else if let people = expected[title] {
                ties.remove(title, near: 1, wide: 1)
                expected[title] = people == 1 ? nil : people - 1
            }
        }
        #expect(ties.count == expected.count)
        for title in Set(expected.keys).union(0..<300) { #expect(ties.tie(to: title)?.people == expected[title]) }
    }

    @Test("the greatest of many numbers are found, whatever they are", arguments: 1..<60)
    func selection(count: Int) {
        var chance = SplitMix(state: UInt64(count))
        for bound in [1, 2, 10, UInt64.max] {
            var numbers = (0..<count).map { _ in chance.next() % bound }
            let sorted = numbers.sorted(by: >)
            for wanted in 1...count {
                #expect(numbers.withUnsafeMutableBufferPointer { Selection.greatest(wanted, of: $0) } == sorted[wanted - 1])
            }
        }
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

    @Test func aTitleThatEverybodyWatchedSaysLittleOfAnyOther() {
        let engine = TestHouse(profiles: 200, titles: 400, watches: 8000, seed: 15).engine
        for person in 0..<200 { engine.take(WatchFact(profile: "p\(person)", title: "everyone", at: TestHouse.now)) }
        engine.take(TitleFacts(id: "everyone", name: "Everyone"))
        let alike = engine.moreLike("t5", count: 20).map(\.title)
        #expect(alike.count == 20 && alike.first != "everyone")
        engine.take(WatchFact(profile: "new", title: "everyone", at: TestHouse.now))
        #expect(engine.ranked(for: "new", count: 20).count == 20)
    }

    @Test func aProfileThatNeverStopsIsBoundedByTheTitlesOfTheHouse() {
        let engine = TestHouse(profiles: 10, titles: 300, watches: 500, seed: 16).engine
        var chance = SplitMix(state: 16)
        for number in 0..<200_000 {
            // A tenth only begins something, of titles that nobody listed.
            let title = number % 10 == 0 ? "begun\(chance.next() % 5000)" : "t\(chance.next() % 300)"
            let completion = number % 10 == 0 ? 0.01 : 1
            engine.take(WatchFact(profile: "tireless", title: title, completion: completion, at: TestHouse.now + .seconds(number)))
        }
        let history = engine.history(of: "tireless")
        #expect(history.watched.count == 300)
        #expect(history.started.count <= History.mostStarted)
        #expect(engine.graph.ties.allSatisfy { $0.count <= Tuning.mostTies })
        #expect(engine.rows(for: "tireless", at: TestHouse.now).isEmpty)
        engine.forget(profile: "tireless")
        #expect(engine.history(of: "tireless") == History())
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
        // Each before the one before it, and before 1970.
        for number in 0..<40 {
            engine.take(WatchFact(profile: "backwards", title: "t\(number)", at: Moment(milliseconds: 1_000_000 - 50_000 * Int64(number))))
        }
        let newest = engine.history(of: "backwards").newest(5).map { engine.graph.titles[$0.title] }
        #expect(newest == ["t39", "t38", "t37", "t36", "t35"], "what its clock says is no order; the order of telling is")
        for now in [Int64.min, 0, .max] {
            #expect(engine.ranked(for: "backwards", at: Moment(milliseconds: now), count: 5).count == 5)
            _ = engine.rows(for: "backwards", at: Moment(milliseconds: now / 2))
        }
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
