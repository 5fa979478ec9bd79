import KinoraKernel
import KinoraNeo4jGraph
import KinoraRecommendation

/// A small house whose facts are made from a seed: titles, watches, and all else that can happen.
struct GraphHouse {
    var facts: [MirrorFact] = []

    static let now = Moment(milliseconds: 1_800_000_000_000)
    static let profiles = 12
    static let titles = 40

    init(seed: UInt64, watches: Int = 260) {
        var chance = SplitMix(state: seed)
        for number in 0..<Self.titles { facts.append(.title(Self.title(number))) }
        for number in 0..<watches {
            // Low numbers are popular.
            let title = min(chance.next() % UInt64(Self.titles), chance.next() % UInt64(Self.titles))
            let profile = "p\(chance.next() % UInt64(Self.profiles))"
            facts.append(
                .watch(
                    WatchFact(
                        profile: profile, title: "t\(title)", seconds: 3000, completion: Double(chance.next() % 101) / 100,
                        at: Self.now - .seconds(600 * (watches - number)))))
            if number % 40 == 13 { facts.append(.notForMe(profile: profile, title: "t\(chance.next() % 40)", isUnwanted: true)) }
            if number == watches / 2 {
                facts += [
                    .turn(profile: "p3", isOn: false), .erased(profile: "p4"), .titleGone("t5"), .title(Self.title(7, genre: "Western")),
                    .history(
                        profile: "p7",
                        [9, 2, 38].map {
                            WatchFact(profile: "p7", title: "t\($0)", seconds: 4000, at: Self.now - .seconds(90_000), sittings: 2)
                        }),
                    .taste(
                        profile: "p1",
                        [Leaning(.genre, "Western", .more), Leaning(.person, "Director 2", .less), Leaning(.genre, "Drama", .forget)],
                        setAside: ["t3"]),
                    .taste(profile: "p8", [Leaning(.person, "Director 4", .more), Leaning(.genre, "No Such Genre", .more)], setAside: []),
                    .watch(WatchFact(profile: "p6", title: "of no catalogue", at: Self.now - .seconds(600 * number))),
                ]
            }
        }
        facts.append(.title(Self.title(Self.titles, addedAt: Self.now - .seconds(3600))))
    }

    static func title(_ number: Int, genre: String? = nil, addedAt: Moment? = nil) -> TitleFacts {
        let genres = ["Comedy", "Drama", "Crime", "Western", "Animation"]
        return TitleFacts(
            id: "t\(number)", name: "Title \(number)", year: 1960 + number % 60, addedAt: addedAt,
            nodes: [
                ContentNode(.genre, genre ?? genres[number % 5]), ContentNode(.director, "Director \(number % 7)"),
                ContentNode(.writer, "Director \((number + 1) % 7)"), ContentNode(.actor, "Actor \(number % 11)"),
                ContentNode(.actor, "Actor \((number + 3) % 11)", order: 1), ContentNode(.country, ["France", "Senegal"][number % 2]),
                ContentNode(.tag, "tag \(number % 4)"),
            ] + (number % 9 == 0 ? [ContentNode(.collection, "Collection")] : []))
    }

    /// The same facts in pieces, each with its place.
    func batches(of size: Int) -> [MirrorBatch] {
        stride(from: 0, to: facts.count, by: size).map { first in
            MirrorBatch(Array(facts[first..<min(first + size, facts.count)]), position: "\(min(first + size, facts.count))")
        }
    }
}

struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
