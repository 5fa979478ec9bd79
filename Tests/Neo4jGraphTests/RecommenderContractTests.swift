import Foundation
import KinoraGraphServer
import KinoraKernel
import KinoraNeo4jGraph
import KinoraRecommendation
import Testing

/// One contract for whoever answers.
@Suite(
    "Whoever answers, the answer is the same", .enabled(if: GraphServer.isHere, Comment(rawValue: GraphServer.isMissing)),
    .timeLimit(.minutes(10)))
struct RecommenderContractTests {
    @Test("the graph database gives the very rows that the engine in memory gives, with the same reasons", arguments: [1, 2, 3])
    func sameRows(seed: UInt64) async throws {
        let house = GraphHouse(seed: seed)
        try await GraphBench.with { bench in
            let own = OwnGraph()
            await own.take(house.facts)
            try await bench.mirror(house.batches(of: 50))
            let graph = Neo4jRecommender(bench.client)

            var rows = 0
            for profile in (0..<GraphHouse.profiles).map({ "p\($0)" }) + ["newcomer"] {
                for (hours, length) in [(0, 20), (30, 6)] {
                    let now = GraphHouse.now + .seconds(3600 * hours)
                    let isPermitted: @Sendable (String) -> Bool = { hours == 0 || !$0.hasSuffix("2") }
                    let expected = try await own.rows(for: profile, at: now, length: length, isPermitted: isPermitted)
                    #expect(try await graph.rows(for: profile, at: now, length: length, isPermitted: isPermitted) == expected)
                    rows += expected.count
                }
                let taste = try await own.taste(of: profile) { !$0.hasSuffix("2") }
                #expect(try await graph.taste(of: profile) { !$0.hasSuffix("2") } == taste)
            }
            for title in (0...GraphHouse.titles).map({ "t\($0)" }) + ["of no catalogue", "nowhere"] {
                for profile in ["p1", nil] {
                    let expected = try await own.moreLike(title, count: 12, profile: profile) { !$0.hasSuffix("3") }
                    #expect(try await graph.moreLike(title, count: 12, profile: profile) { !$0.hasSuffix("3") } == expected)
                    rows += expected.isEmpty ? 0 : 1
                }
            }
            for title in (0...GraphHouse.titles).map({ "t\($0)" }) + ["of no catalogue", "nowhere"] {
                let around = try await own.surroundings(of: title)
                #expect(try await graph.surroundings(of: title) == around)
                rows += around?.neighbours.count ?? 0
            }
            #expect(rows > 400)
        }
    }

    enum Engine: CaseIterable { case own, neo4j }

    @Test("nobody is shown what was watched, is unwanted, gone or not permitted, and nobody who wants nothing", arguments: Engine.allCases)
    func nothingForbidden(engine: Engine) async throws {
        let house = GraphHouse(seed: 9)
        try await GraphBench.with { bench in
            let recommender = try await recommender(engine, house, bench)
            var watched: [String: Set<String>] = [:]
            for case .watch(let watch) in house.facts where watch.completion >= 0.2 {
                watched[watch.profile, default: []].insert(watch.title)
            }
            // Erased in between, and told anew.
            (watched["p4"], watched["p7"]) = (nil, nil)
            for profile in (0..<GraphHouse.profiles).map({ "p\($0)" }) where profile != "p4" {
                let rows = try await recommender.rows(for: profile, at: GraphHouse.now, length: 20) { $0 != "t1" }
                let shown = rows.flatMap(\.items).map(\.title)
                #expect(Set(shown).count == shown.count)
                #expect(rows.isEmpty == (profile == "p3"))
                let unwanted = house.facts.compactMap { fact in
                    if case .notForMe(profile, let title, _) = fact { title } else { nil }
                }
                #expect(Set(shown).isDisjoint(with: watched[profile, default: []].union(unwanted + ["t1", "t5", "of no catalogue"])))
            }
        }
    }

    @Test("what was watched a moment ago, and what came a moment ago, is in the next answer", arguments: Engine.allCases)
    func live(engine: Engine) async throws {
        let house = GraphHouse(seed: 4)
        try await GraphBench.with { bench in
            let own = OwnGraph()
            await own.take(house.facts)
            let mirror = try await bench.mirror(house.batches(of: 1000))
            let recommender: any RecommendationSource = engine == .own ? own : Neo4jRecommender(bench.client)
            let before = try await recommender.rows(for: "p2", at: GraphHouse.now, length: 20) { _ in true }
            let first = try #require(before.first?.items.first?.title)

            let news: [MirrorFact] = [
                .watch(WatchFact(profile: "p2", title: first, seconds: 5000, at: GraphHouse.now)),
                .title(TitleFacts(id: "fresh", name: "Fresh", addedAt: GraphHouse.now, nodes: [ContentNode(.genre, "Opera")])),
            ]
            await own.take(news)
            await mirror.take(MirrorBatch(news, position: "later"))
            try await bench.finish(mirror)

            let after = try await recommender.rows(for: "p2", at: GraphHouse.now, length: 20) { _ in true }.flatMap(\.items).map(\.title)
            #expect(!after.contains(first) && after.contains("fresh"))
        }
    }

    @Test("what somebody says of their taste is in the next answer, and can be taken back", arguments: Engine.allCases)
    func corrected(engine: Engine) async throws {
        let house = GraphHouse(seed: 6)
        try await GraphBench.with { bench in
            let own = OwnGraph()
            await own.take(house.facts)
            let mirror = try await bench.mirror(house.batches(of: 1000))
            let recommender: any RecommendationSource = engine == .own ? own : Neo4jRecommender(bench.client)
            func say(
                _ leanings: [Leaning], setAside: [String] = [], _ told: [MirrorFact] = []
            ) async throws -> (rows: [Row], taste: Taste) {
                let news = [.taste(profile: "p2", leanings, setAside: setAside)] + told
                await own.take(news)
                await mirror.take(MirrorBatch(news, position: UUID().uuidString))
                try await bench.finish(mirror)
                return (
                    try await recommender.rows(for: "p2", at: GraphHouse.now, length: 10) { _ in true },
                    try await recommender.taste(of: "p2") { _ in true }
                )
            }
            func westerns(_ rows: [Row]) -> Int {
                // Every fifth title is one, and the seventh became one.
                (rows.first { $0.kind == .forYou }?.items ?? []).count { Int($0.title.dropFirst()).map { $0 % 5 == 3 || $0 == 7 } ?? false }
            }

            let plain = try await say([])
            let more = try await say([Leaning(.genre, "Western", .more)])
            #expect(westerns(more.rows) > westerns(plain.rows))
            #expect(more.rows.flatMap(\.items).contains { $0.reason == .asked("Western") })
            #expect(more.taste.likings.first { $0.name == "Western" }?.wish == .more)
            let less = try await say([Leaning(.genre, "Western", .less)])
            #expect(westerns(less.rows) == 0 && less.taste.likings.first { $0.name == "Western" }?.wish == .less)

            let counted = try #require(plain.taste.titles.first?.title)
            let history: [MirrorFact] = house.facts.compactMap { fact in
                if case .watch(let watch) = fact, watch.profile == "p2" { fact } else { nil }
            }
            let watches = history.compactMap { if case .watch(let watch) = $0 { watch } else { nil } }
            let aside = try await say([], setAside: [counted], [.history(profile: "p2", watches)])
            #expect(!aside.taste.titles.map(\.title).contains(counted) && aside.taste.watched == plain.taste.watched - 1)
            #expect(!aside.rows.flatMap(\.items).map(\.title).contains(counted), "who watched it is not recommended it")
            let again = try await say([], setAside: [], [.history(profile: "p2", watches)])
            #expect(Set(again.taste.titles.map(\.title)) == Set(plain.taste.titles.map(\.title)))
        }
    }

    private func recommender(_ engine: Engine, _ house: GraphHouse, _ bench: GraphBench) async throws -> any RecommendationSource {
        switch engine {
        case .own:
            let own = OwnGraph()
            await own.take(house.facts)
            return own
        case .neo4j:
            try await bench.mirror(house.batches(of: 1000))
            return Neo4jRecommender(bench.client)
        }
    }

    @Test("a graph that was never written, or is being written anew, answers nothing rather than something wrong")
    func unready() async throws {
        try await GraphBench.with { bench in
            let graph = Neo4jRecommender(bench.client)
            await #expect(throws: GraphTrouble.unready) {
                _ = try await graph.rows(for: "p1", at: GraphHouse.now, length: 20) { _ in true }
            }
        }
    }
}
