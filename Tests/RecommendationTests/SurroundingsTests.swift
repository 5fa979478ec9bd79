import KinoraKernel
import Testing

@testable import KinoraRecommendation

@Suite("The graph around a title", .timeLimit(.minutes(10)))
struct SurroundingsTests {
    /// Three titles of which the first two have a director in common; A and C have nothing but those who watched both.
    private static func engine(watchers: Int) -> RecommendationEngine {
        let engine = RecommendationEngine()
        engine.take(TitleFacts(id: "a", name: "A", nodes: [ContentNode(.director, "Varda"), ContentNode(.genre, "Drama")]))
        engine.take(TitleFacts(id: "b", name: "B", nodes: [ContentNode(.director, "Varda")]))
        engine.take(TitleFacts(id: "c", name: "C", nodes: [ContentNode(.genre, "Western")]))
        for title in ["d", "e", "f"] { engine.take(TitleFacts(id: title, name: title)) }
        // All were watched by many, each by itself.
        for title in ["a", "c"] {
            for person in 0..<6 { engine.take(WatchFact(profile: "alone \(title) \(person)", title: title, at: TestHouse.now)) }
        }
        for person in 0..<watchers {
            for title in ["a", "c"] { engine.take(WatchFact(profile: "p\(person)", title: title, at: TestHouse.now)) }
        }
        return engine
    }

    @Test func itNamesWhatTheTitleHasAndWhatIsLikeIt() throws {
        let around = try #require(Self.engine(watchers: 0).surroundings(of: "a"))
        #expect(around.name == "A" && around.neighbours.map(\.title) == ["b"])
        #expect(around.neighbours[0].reason == .shares(.director, name: "Varda", with: "A") && around.neighbours[0].weight == 1)
        #expect(Set(around.nodes.map(\.name)) == ["Varda", "Drama"])
        #expect(around.nodes.first { $0.name == "Varda" }?.neighbours == [0])
        #expect(Self.engine(watchers: 0).surroundings(of: "nowhere") == nil)
    }

    @Test("what fewer than five watched together is not to be seen, to the last bit", arguments: 1...4)
    func nobodyIsSeen(watchers: Int) {
        #expect(Self.engine(watchers: watchers).surroundings(of: "a") == Self.engine(watchers: 0).surroundings(of: "a"))
    }

    @Test func whatFiveWatchedTogetherIs() throws {
        let around = try #require(Self.engine(watchers: 5).surroundings(of: "a"))
        #expect(around.neighbours.first { $0.title == "c" }?.reason == .watchedAlso(with: "A"))
        #expect(around.neighbours.first { $0.title == "c" }?.isTied == true)
    }

    @Test func itStaysSmallWhateverATitleHas() throws {
        let engine = RecommendationEngine()
        for number in 0..<60 {
            engine.take(
                TitleFacts(
                    id: "t\(number)", name: "Title",
                    nodes: (0..<40).map { ContentNode(.actor, "Actor \($0)", order: $0) } + [ContentNode(.genre, "All")]))
        }
        let around = try #require(engine.surroundings(of: "t0"))
        #expect(around.nodes.count == 9 && around.neighbours.count == 9)
        #expect(around.nodes.allSatisfy { node in node.neighbours.allSatisfy { $0 < 9 } && (0.1...1).contains(node.weight) })
    }
}
