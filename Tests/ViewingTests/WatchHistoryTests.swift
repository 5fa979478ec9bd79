import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraViewing

@Suite("A profile looks at its history, marks, and forgets", .timeLimit(.minutes(10)))
struct WatchHistoryTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))
    private let store: MemoryStore
    private let log: WatchLog
    private let history: WatchHistory

    init() async throws {
        store = MemoryStore(time: time)
        try await store.prepare([Watch.schema, Progress.schema])
        log = WatchLog(store: store)
        history = WatchHistory(store: store, time: time)
    }

    private func watch(_ feature: String, to position: Double, by profile: String = "p", sitting: String = "sitting1") async throws {
        let report = WatchReport(sitting: sitting, number: 0, seconds: 30, position: position, device: .computer)
        try await log.record(
            WatchEntry(report, of: feature, .episode, title: "series", length: 1000, profile: profile, at: time.now))
        time.advance(by: .seconds(60))
    }

    @Test func whatWasWatchedLastStandsFirst() async throws {
        try await watch("a", to: 100)
        try await watch("b", to: 200)
        try await watch("c", to: 300, by: "q")

        #expect(try await history.latest(10, by: "p").map(\.feature) == ["b", "a"])
        #expect(try await history.latest(1, by: "p", skip: 1).map(\.feature) == ["a"])
        #expect(try await history.progress(of: ["a", "b", "c"], by: "p").mapValues(\.position) == ["a": 100, "b": 200])
        #expect(try await Set(history.progress(within: ["series"], by: "p").keys) == ["a", "b"])
        #expect(try await history.progress(of: [], by: "p").isEmpty)
    }

    @Test func whatIsOlderThanTheOwnerWantsIsForgottenForEverybody() async throws {
        try await watch("old", to: 100, sitting: "sitting1")
        try await watch("old", to: 100, by: "q", sitting: "sitting2")
        try await watch("seen again", to: 100, sitting: "sitting3")
        time.advance(by: .seconds(3600))
        let moment = time.now
        try await watch("seen again", to: 200, sitting: "sitting4")
        try await watch("new", to: 300, by: "q", sitting: "sitting5")
        #expect(try await Records<Watch>(in: store).count() == 5)

        try await history.forget(before: moment)

        #expect(try await history.latest(10, by: "p").map(\.feature) == ["seen again"])
        #expect(try await history.latest(10, by: "q").map(\.feature) == ["new"])
        let left = try await Records<Watch>(in: store).find().map(\.value.sitting).sorted()
        #expect(left == ["sitting4", "sitting5"], "old facts of what was seen again go too")
    }

    @Test(arguments: [(5.0, false, 0.0), (60, true, 60), (949, true, 949), (950, false, 0), (1000, false, 0)])
    func theFirstAndTheLastMomentsAreNoPlaceToGoOnFrom(position: Double, isUnderWay: Bool, start: Double) async throws {
        try await watch("a", to: position)

        let progress = try #require(try await history.progress(of: "a", by: "p"))
        #expect(progress.isUnderWay == isUnderWay && progress.start == start)
        #expect(progress.isWatched == (position >= 950))
    }

    @Test func aMarkCountsLikeWatchingAndIsTakenBack() async throws {
        try await watch("a", to: 100)
        for feature in ["a", "never seen"] {
            try await history.mark(feature, .episode, title: "series", length: 1000, isWatched: true, by: "p")
            let marked = try #require(try await history.progress(of: feature, by: "p"))
            #expect(marked.isWatched && !marked.isUnderWay && marked.markedAt == time.now)
        }
        try await history.mark("a", .episode, title: "series", length: 1000, isWatched: false, by: "p")

        let back = try #require(try await history.progress(of: "a", by: "p"))
        #expect(!back.isWatched && !back.isUnderWay && back.seconds == 30, "the facts stay")
        try await watch("a", to: 400, sitting: "sitting2")
        #expect(try await history.progress(of: "a", by: "p")?.start == 400)
    }

    @Test func featuresThatBecameOneWereWatchedTogether() async throws {
        try await watch("went", to: 960, sitting: "sitting1")
        try await watch("stays", to: 300, sitting: "sitting2")
        let names = ["stays", "went", "never seen"]

        let both = try #require(try await history.progress(joined: names, by: "p"))
        #expect(both.feature == "stays" && both.isWatched && both.sittings == 2 && both.seconds == 60)
        #expect(both.start == 300 && both.completion == 0.96)
        #expect(try await history.progress(joined: ["never seen", "nor this"], by: "p") == nil)
        #expect(try await history.progress(of: "stays", by: "p")?.isWatched == false, "each stays as it was written")

        for _ in 1...2 {
            try await history.mark("stays", .episode, title: "series", length: 1000, isWatched: false, former: names, by: "p")
            #expect(try await history.progress(joined: names, by: "p")?.isWatched == false)
        }
        #expect(try await history.progress(of: "never seen", by: "p") == nil)
    }

    @Test func whatWasHardlyBegunTakesNobodysPlace() async throws {
        try await watch("went", to: 400, sitting: "sitting1")
        try await watch("stays", to: 5, sitting: "sitting2")

        #expect(try await history.progress(joined: ["stays", "went"], by: "p")?.start == 400)
        try await history.mark("stays", .episode, title: "series", length: 1000, isWatched: true, by: "p")
        #expect(try await history.progress(joined: ["stays", "went"], by: "p")?.start == 0)
    }

    @Test func forgettingTakesTheFactsToo() async throws {
        for (feature, profile) in [("a", "p"), ("b", "p"), ("a", "q")] {
            try await watch(feature, to: 100, by: profile, sitting: "sitting\(feature)\(profile)")
        }

        try await history.remove("a", by: "p")
        #expect(try await history.latest(10, by: "p").map(\.feature) == ["b"])
        #expect(try await log.latest(10, profile: "p").map(\.value.feature) == ["b"])

        try await history.clear("p")
        #expect(try await history.latest(10, by: "p").isEmpty)
        #expect(try await log.latest(10, profile: "p").isEmpty)
        #expect(try await history.latest(10, by: "q").map(\.feature) == ["a"], "another profile's stays")
        #expect(try await log.latest(10, profile: "q").count == 1)
    }

    @Test func aLongHistoryIsForgottenToTheEnd() async throws {
        let facts = (0..<450).map { (number: Int) in
            Watch(
                profile: "p", feature: "f\(number)", kind: .film, title: "f", sitting: "s", number: number, seconds: 1, position: 1,
                completion: 0.1, startedAt: time.now, lastAt: time.now, device: .other)
        }
        _ = try await Records<Watch>(in: store).append(facts)

        try await history.clear("p")

        #expect(try await Records<Watch>(in: store).count() == 0)
    }
}
