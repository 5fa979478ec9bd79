import KinoraKernel

@testable import KinoraRecommendation

/// A small house whose facts are made from a seed.
struct TestHouse {
    var titles: [TitleFacts] = []
    var watches: [WatchFact] = []

    static let now = Moment(milliseconds: 1_800_000_000_000)

    init(profiles: Int, titles: Int, watches: Int, seed: UInt64) {
        var chance = SplitMix(state: seed)
        let genres = ["Comedy", "Drama", "Crime", "Western", "Animation"]
        for number in 0..<titles {
            self.titles.append(
                TitleFacts(
                    id: "t\(number)", name: "Title \(number)", year: 1960 + number % 60,
                    nodes: [ContentNode(.genre, genres[number % 5]), ContentNode(.director, "Director \(number % 17)")]))
        }
        for number in 0..<watches {
            // Low numbers are popular; a profile keeps to its own genre half of the time.
            let profile = Int(chance.next() % UInt64(profiles))
            var title = Int(min(chance.next() % UInt64(titles), chance.next() % UInt64(titles)))
            if chance.next() % 2 == 0 { title = min(titles - 1, title / 5 * 5 + profile % 5) }
            self.watches.append(
                WatchFact(
                    profile: "p\(profile)", title: "t\(title)", seconds: 3000, completion: Double(chance.next() % 101) / 100,
                    at: Self.now - .seconds(60 * (watches - number))))
        }
    }

    var engine: RecommendationEngine {
        let engine = RecommendationEngine()
        for title in titles { engine.take(title) }
        for watch in watches { engine.take(watch) }
        return engine
    }
}

struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
