import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraViewing

@Suite("What becomes of recommended titles, whichever process sees it", .timeLimit(.minutes(10)))
struct RecommendedTrailTests {
    private static let start = Moment(milliseconds: 1_800_000_000_000)

    private struct House {
        let time = StoppedTime(at: RecommendedTrailTests.start)
        let store: MemoryStore
        let trails: Records<RecommendedTrail>

        init() async throws {
            store = MemoryStore(time: time)
            try await store.prepare([RecommendedDay.schema, RecommendedTrail.schema])
            trails = Records(in: store)
        }

        /// A process of the house. Whoever lets go of it without `keep` has killed it.
        func process(_ followable: @escaping @Sendable ([String]) async throws -> Set<String> = { Set($0) }) -> RecommendedBook {
            RecommendedBook(store: store, time: time, followable: followable)
        }

        /// Shown, opened, started, finished, of all days and rows.
        func sums() async throws -> [Int] {
            let days = try await Records<RecommendedDay>(in: store).find().map(\.value)
            return RecommendedDay.Step.allCases.map { step in days.reduce(0) { $0 + $1.count(step) } }
        }
    }

    private static func finished(_ title: String, by profile: String, at now: Moment) throws -> WatchEntry {
        let report = WatchReport(sitting: "abcdefgh", number: 0, seconds: 20, position: 59, device: .computer)
        return try WatchEntry(report, of: title, .film, title: title, length: 60, profile: profile, at: now)
    }

    @Test func aProcessGoesOnWhereOneThatWasKilledStopped() async throws {
        let house = try await House()
        do {
            let first = house.process()
            first.show(["a", "b"], in: "forYou", to: "ida")
            try await first.keep()
            // What is shown and opened now is not written when it is killed.
            first.show(["c"], in: "rediscover", to: "ida")
            first.open("c", by: "ida")
        }
        house.time.advance(by: .seconds(600))
        do {
            let second = house.process()
            second.open("a", by: "ida")
            second.open("c", by: "ida")
            try await second.keep()
            #expect(try await house.sums() == [2, 1, 0, 0])
            second.start("a", by: "ida")
            try await second.keep()
        }
        house.time.advance(by: .seconds(3000))
        let third = house.process()
        third.note(try Self.finished("a", by: "ida", at: house.time.now))
        third.note(try Self.finished("a", by: "ida", at: house.time.now))
        try await third.keep()
        third.note(try Self.finished("a", by: "ida", at: house.time.now))
        third.open("a", by: "ida")
        third.start("a", by: "ida")
        try await third.keep()
        #expect(try await house.sums() == [2, 1, 1, 1], "each step counts once")
    }

    @Test(
        "two processes agree, whichever writes first", arguments: [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0], [2, 0, 1], [0, 2, 1]])
    func anyOrder(order: [Int]) async throws {
        let house = try await House()
        let processes = (0..<3).map { _ in house.process() }
        processes[0].show(["a", "b"], in: "forYou", to: "ida")
        house.time.advance(by: .seconds(2))
        processes[1].open("a", by: "ida")
        house.time.advance(by: .seconds(2))
        processes[2].start("a", by: "ida")
        // Played, and opened by nobody from a row.
        processes[2].start("z", by: "ida")
        for place in order { try await processes[place].keep() }
        // Each writes again a few seconds later, whether it has something new to tell or not.
        #expect(try await house.sums()[0] == 2)
        processes[1].show(["b"], in: "forYou", to: "ida")
        for process in processes { try await process.keep() }
        #expect(try await house.sums() == [3, 1, 1, 0])
    }

    @Test func twentyProcessesAtOnceCountEachStepOnce() async throws {
        let house = try await House()
        let processes = (0..<20).map { _ in house.process() }
        processes[0].show(["a"], in: "forYou", to: "ida")
        try await processes[0].keep()
        for process in processes {
            process.open("a", by: "ida")
            process.start("a", by: "ida")
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for process in processes { group.addTask { try await process.keep() } }
            try await group.waitForAll()
        }
        #expect(try await house.sums() == [1, 1, 1, 0])
    }

    @Test func whatWasShownLongAgoWasNotOpenedFromThere() async throws {
        let house = try await House()
        let process = house.process()
        process.show(["a", "b"], in: "forYou", to: "ida")
        try await process.keep()
        house.time.advance(by: RecommendedTrail.shownFor + .seconds(1))
        process.open("a", by: "ida")
        try await process.keep()
        #expect(try await house.sums() == [2, 0, 0, 0])
        // From another page than the row stood on; and of another profile.
        process.show(["a"], in: "moreLike", on: .title, to: "ida")
        process.open("a", from: .home, by: "ida")
        process.open("a", from: .title, by: "ole")
        try await process.keep()
        #expect(try await house.sums() == [3, 0, 0, 0])
        // A day later it is no part of it any more.
        process.open("a", from: .title, by: "ida")
        try await process.keep()
        #expect(try await house.sums() == [3, 1, 0, 0])
        house.time.advance(by: RecommendedTrail.followedFor + .seconds(1))
        process.start("a", by: "ida")
        try await process.keep()
        #expect(try await house.sums() == [3, 1, 0, 0])
    }

    @Test func aPageThatIsLookedAtAgainIsNotWrittenAgainAndATrailStaysSmall() async throws {
        let house = try await House()
        let process = house.process()
        for _ in 0..<50 {
            process.show((0..<60).map { "t\($0)" }, in: "forYou", to: "ida")
            try await process.keep()
            house.time.advance(by: .seconds(10))
        }
        let first = try #require(try await house.trails.read("ida"))
        #expect(first.createdAt == Self.start && first.updatedAt == Self.start, "a page shown again within ten minutes is no news")
        for number in 0..<5000 {
            process.show(["x\(number)"], in: "forYou", to: "ida")
            process.open("x\(number)", by: "ida")
            process.start("y\(number)", by: "ida")
            if number % 20 == 0 { try await process.keep() }
            house.time.advance(by: .milliseconds(1))
        }
        try await process.keep()
        let trail = try #require(try await house.trails.read("ida")).value
        #expect(trail.shown.count <= RecommendedTrail.mostShown && trail.followed.count <= RecommendedTrail.mostFollowed)
        // A crowd between two writings: of those beyond the bound what is shown is counted, and not what follows.
        for number in 0..<3000 { process.show(["a"], in: "rediscover", to: "viewer \(number)") }
        try await process.keep()
        #expect(try await house.trails.count() == RecommendedBook.mostViewers + 1)
    }

    @Test func whatIsOverIsRemovedAndWhoIsForgottenIsGone() async throws {
        let house = try await House()
        let process = house.process()
        for profile in ["ida", "ole"] { process.show(["a"], in: "forYou", to: profile) }
        process.open("a", by: "ole")
        try await process.keep()
        process.show(["b"], in: "forYou", to: "ida")
        try await process.forget("ida")
        try await process.keep()
        #expect(try await house.trails.read("ida") == nil, "what was on its way is forgotten too")
        house.time.advance(by: RecommendedTrail.shownFor + .seconds(1))
        try await process.sweep()
        #expect(try await house.trails.read("ole") != nil, "it is followed for a day")
        house.time.advance(by: RecommendedTrail.followedFor)
        try await process.sweep()
        #expect(try await house.trails.count() == 0)
    }

    @Test func ofWhomNothingIsToBeKeptNothingIs() async throws {
        let house = try await House()
        let before = house.process()
        before.show(["a"], in: "forYou", to: "ida")
        try await before.keep()
        // Erased, or turned off, while a process still has something to write of both.
        let process = house.process { Set($0).subtracting(["ida", "ole"]) }
        for profile in ["ida", "ole", "una"] { process.show(["a"], in: "forYou", to: profile) }
        try await process.keep()
        #expect(try await house.trails.find().map(\.id) == ["una"])
        #expect(try await house.sums() == [4, 0, 0, 0], "sums bear no name")
    }

    @Test func aTrailThatCannotBeReadStopsNobody() async throws {
        let house = try await House()
        _ = try await house.store.insert(["profile": "ida", "shown": "nonsense", "until": 3], id: "ida", into: "recommended-trails")
        let process = house.process()
        for profile in ["ida", "ole"] { process.show(["a"], in: "forYou", to: profile) }
        for _ in 0..<2 {
            try await process.keep()
            for profile in ["ida", "ole"] {
                process.show(["a"], in: "forYou", to: profile)
                process.open("a", by: profile)
            }
        }
        try await process.keep()
        #expect(try await house.sums() == [6, 2, 0, 0])
    }

    @Test func whatCannotBeWrittenIsTriedAgain() async throws {
        let house = try await House()
        let process = house.process { names in
            if house.time.now == Self.start { throw StoreError.unavailable("for a moment") }
            return Set(names)
        }
        process.show(["a"], in: "forYou", to: "ida")
        await #expect(throws: StoreError.self) { try await process.keep() }
        house.time.advance(by: .seconds(5))
        process.open("a", by: "ida")
        try await process.keep()
        #expect(try await house.sums() == [1, 1, 0, 0])
    }
}
