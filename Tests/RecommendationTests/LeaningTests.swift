import KinoraKernel
import Testing

@testable import KinoraRecommendation

/// What "more" and "less" do to whole houses: those who ask for what they go on to watch find more of it, and shares move as they should.
@Suite("What saying more or less of something does", .timeLimit(.minutes(10)))
struct LeaningTests {
    private static let genres = ["Comedy", "Drama", "Crime", "Western", "Animation"]

    private static func genre(_ title: String) -> Int { Int(title.dropFirst())! % 5 }

    private static func share(_ genre: Int, in list: [String]) -> Double {
        list.isEmpty ? 0 : Double(list.count { Self.genre($0) == genre }) / Double(list.count)
    }

    private struct Case {
        var profile: String
        /// The last title that it watched, which the engine is not told of.
        var wanted: String
    }

    private static func house(seed: UInt64) -> (engine: RecommendationEngine, cases: [Case]) {
        let house = TestHouse(profiles: 60, titles: 400, watches: 4000, seed: seed)
        var last: [String: String] = [:]
        for watch in house.watches where watch.completion >= 0.2 { last[watch.profile] = watch.title }
        let engine = RecommendationEngine()
        for title in house.titles { engine.take(title) }
        for watch in house.watches where last[watch.profile] != watch.title { engine.take(watch) }
        return (engine, last.sorted { $0.key < $1.key }.map { Case(profile: $0.key, wanted: $0.value) })
    }

    @Test("whoever asks for more of what they go on to watch finds it more often; a genre asked for fills most places, and not all")
    func more() {
        var (before, after, shareBefore, shareAfter, count) = (0, 0, 0.0, 0.0, 0)
        for seed: UInt64 in 31...34 {
            let (engine, cases) = Self.house(seed: seed)
            for one in cases {
                let genre = Self.genre(one.wanted)
                let plain = engine.ranked(for: one.profile, count: 20)
                engine.hear(profile: one.profile, [Leaning(.genre, Self.genres[genre], .more)], setAside: [])
                let asked = engine.ranked(for: one.profile, count: 20)
                engine.hear(profile: one.profile, [], setAside: [])
                before += plain.contains(one.wanted) ? 1 : 0
                after += asked.contains(one.wanted) ? 1 : 0
                shareBefore += Self.share(genre, in: plain)
                shareAfter += Self.share(genre, in: asked)
                count += 1
            }
        }
        #expect(Double(after) >= 1.2 * Double(before), "found \(before) times, \(after) when asked for")
        let (plain, asked) = (shareBefore / Double(count), shareAfter / Double(count))
        #expect(asked > plain + 0.2 && asked < 0.99, "share \(plain), \(asked) when asked for")
    }

    @Test("of what is wanted less at most a tenth of what it was is left, and what somebody goes on to watch is found no less often")
    func less() {
        var (before, after, shareBefore, shareAfter) = (0, 0, 0.0, 0.0)
        for seed: UInt64 in 31...34 {
            let (engine, cases) = Self.house(seed: seed)
            for one in cases {
                let plain = engine.ranked(for: one.profile, count: 20)
                let shares = (0..<5).filter { $0 != Self.genre(one.wanted) }.map { ($0, Self.share($0, in: plain)) }
                let most = shares.max { ($0.1, $0.0) < ($1.1, $1.0) }!.0
                var former = Self.share(most, in: plain)
                shareBefore += former
                before += plain.contains(one.wanted) ? 1 : 0
                // Nothing said, less of it, less of it and of a second genre: the first never comes back.
                for leanings in [[most], [most, (most + 1) % 5]] where !leanings.contains(Self.genre(one.wanted)) {
                    engine.hear(profile: one.profile, leanings.map { Leaning(.genre, Self.genres[$0], .less) }, setAside: [])
                    let list = engine.ranked(for: one.profile, count: 20)
                    let share = Self.share(most, in: list)
                    #expect(share <= former)
                    former = share
                    if leanings.count == 1 {
                        shareAfter += share
                        after += list.contains(one.wanted) ? 1 : 0
                    }
                }
                engine.hear(profile: one.profile, [], setAside: [])
            }
        }
        #expect(shareAfter <= 0.1 * shareBefore, "\(shareBefore) before, \(shareAfter) after")
        #expect(after >= before)
    }
}
