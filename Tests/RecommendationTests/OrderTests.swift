import KinoraKernel
import Testing

@testable import KinoraRecommendation

@Suite("The order of a list", .timeLimit(.minutes(10)))
struct OrderTests {
    /// Titles of which many weigh the same: few genres, no years, and half of them nobody watched.
    private static func engine(order: (Int) -> Int) -> RecommendationEngine {
        let house = TestHouse(profiles: 12, titles: 150, watches: 500, seed: 21)
        let engine = RecommendationEngine()
        for place in 0..<300 {
            let number = order(place)
            let genres = ["Comedy", "Drama", "Crime"]
            engine.take(
                TitleFacts(
                    id: "t\(number)", name: "Title \(number)", addedAt: TestHouse.now - .seconds(86_400),
                    nodes: [ContentNode(.genre, genres[number % 3]), ContentNode(.director, "Director \(number % 20)")]))
        }
        for watch in house.watches { engine.take(watch) }
        return engine
    }

    @Test("it is the same in whichever order a house heard of its titles")
    func told() throws {
        let one = Self.engine { $0 }
        // 77 and 300 have no divisor in common.
        for other in [Self.engine { 299 - $0 }, Self.engine { $0 * 77 % 300 }] {
            #expect(one.graph.titles != other.graph.titles)
            for number in 0..<12 {
                let profile = "p\(number)"
                #expect(other.ranked(for: profile, count: 60) == one.ranked(for: profile, count: 60))
                #expect(other.rows(for: profile, at: TestHouse.now) == one.rows(for: profile, at: TestHouse.now))
                #expect(other.taste(of: profile) == one.taste(of: profile))
            }
            for number in 0..<40 {
                #expect(other.moreLike("t\(number)", count: 20) == one.moreLike("t\(number)", count: 20))
                #expect(other.surroundings(of: "t\(number)") == one.surroundings(of: "t\(number)"))
            }
        }
    }

    @Test("the first ten places are those of all voices; then come titles that hardly anybody knows, not the same ones for everybody")
    func unknown() {
        let engine = TestHouse(profiles: 60, titles: 400, watches: 1000, seed: 22).engine
        // Titles that nobody has watched, of these years and from long ago.
        for number in 0..<60 {
            let genre = ["Comedy", "Drama", "Crime", "Western", "Animation"][number % 5]
            for (kind, year) in [("new", 2026), ("old", 1900)] {
                engine.take(
                    TitleFacts(
                        id: "\(kind)\(number)", name: "\(kind) \(number)", year: year, nodes: [ContentNode(.genre, genre)]))
            }
        }
        var seen: [String: Int] = [:]
        var places = 0
        for number in 0..<60 {
            let profile = "p\(number)"
            let list = engine.ranked(for: profile, at: TestHouse.now, count: 20)
            #expect(Set(list).count == 20)
            let history = engine.history(of: profile)
            _ = engine.weigh(history, at: TestHouse.now)
            let plain = engine.choice(for: history, of: profile) { _ in true }.best(10, above: -.infinity, by: engine.scores.total)
            #expect(Array(list.prefix(10)) == plain.map { engine.graph.titles[$0] })
            for title in list.dropFirst(10) where engine.graph.watchers[Int(engine.graph.titles.number(of: title) ?? 0)] < 5 {
                seen[title, default: 0] += 1
                places += 1
            }
        }
        let (new, old) = (seen.keys.count { $0.hasPrefix("new") }, seen.keys.count { $0.hasPrefix("old") })
        #expect(new > old, "\(new) of these years, \(old) from long ago")
        #expect(places > 20 && Double(seen.count) > 0.3 * Double(places), "\(seen.count) titles in \(places) places")
    }

    @Test("what a year says fades on both sides, and none says nothing")
    func years() {
        let now: Int64 = 1_800_000_000
        let liked = YearsLiked([1970, 1972, 1971].map { YearsLiked.place(of: $0) }, at: now)
        let values = [1971, 1975, 1985, 2000].map { liked[YearsLiked.place(of: $0)] }
        #expect(values == values.sorted(by: >) && values[0] > 0.2)
        #expect(liked[YearsLiked.place(of: 2026)] > liked[YearsLiked.place(of: 2015)], "what is new is not old yet")
        for year: Int32 in [0, 1879, 2101, .min, .max] { #expect(YearsLiked.place(of: year) == 0 && liked[0] == 0) }
        for moment in [Int64.min, 0, .max] {
            #expect((0..<222).allSatisfy { YearsLiked([], at: moment)[UInt8($0)].isFinite })
        }
    }
}
