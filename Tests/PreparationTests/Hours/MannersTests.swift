import Foundation
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraPreparation

@Suite("When encoding may run", .timeLimit(.minutes(10)))
struct MannersTests {
    // Thursday 9 October 2025, 08:53:20 UTC.
    private let time = StoppedTime(at: Moment(milliseconds: 1_760_000_000_000))
    private let store: MemoryStore
    private let audience: StoredAudience

    init() async throws {
        store = MemoryStore(time: time)
        try await store.prepare(Manners.schemas + [Job.schema])
        audience = StoredAudience(store: store)
    }

    private func manners(_ hours: String? = nil, quiet: Duration? = nil) throws -> Manners {
        let rules = EncodingRules(hours: try hours.map { try Hours([$0], in: .gmt) }, quiet: quiet, zone: .gmt)
        return Manners(rules: rules, store: store, audience: audience, time: time)
    }

    @Test("Without rules it may always run")
    func free() async throws {
        #expect(try await manners().standing() == .open)
        #expect(try await manners().sentence() == nil)
    }

    @Test("Hours open and close by the clock alone")
    func hours() async throws {
        let manners = try manners("22:00-06:00")
        guard case .outsideHours(let opens?) = try await manners.standing() else {
            Issue.record("it is day")
            return
        }
        #expect(try await manners.sentence() == "Nothing is encoded outside the hours that were set; they begin 22:00.")
        time.advance(by: opens.since(time.now) - .milliseconds(1))
        #expect(try await !manners.standing().isOpen)
        time.advance(by: .milliseconds(1))
        #expect(try await manners.standing() == .open)
        time.advance(by: .seconds(8 * 3600))
        #expect(try await !manners.standing().isOpen)
    }

    @Test("Somebody who watches holds it up until it has been quiet for long enough")
    func quiet() async throws {
        let manners = try manners(quiet: .seconds(300))
        #expect(try await manners.standing() == .open)
        try await audience.note(time.now)
        #expect(try await manners.standing() == .watched(until: time.now + .seconds(300)))
        time.advance(by: .seconds(200))
        try await audience.note(time.now)
        // A server whose news come late does not take back what another has said.
        try await audience.note(time.now - .seconds(150))
        time.advance(by: .seconds(299))
        #expect(try await !manners.standing().isOpen)
        time.advance(by: .seconds(1))
        #expect(try await manners.standing() == .open)
        #expect(try await self.manners().standing() == .open, "where it does not matter, nobody asks")
    }

    @Test("The owner's pause goes before everything, holds for every process and from its first moment")
    func pause() async throws {
        try await manners().pauseAll()
        let since = time.now
        time.advance(by: .seconds(60))
        try await manners().pauseAll()
        #expect(try await manners("22:00-06:00").standing() == .paused(since: since))
        #expect(try await manners().sentence()?.contains("kinora jobs resume --all") == true)
        try await manners().resumeAll()
        try await manners().resumeAll()
        #expect(try await manners().standing() == .open)
    }

    @Test("Times are told as on a wall: today, in the next days, beyond")
    func clock() {
        let clock = WallClock(.gmt)
        let now = time.now
        #expect(clock.text(now, seenFrom: now) == "08:53")
        #expect(clock.text(now + .seconds(20 * 3600), seenFrom: now) == "Fri 04:53")
        #expect(clock.text(now + .seconds(6 * 86_400), seenFrom: now) == "Wed 08:53")
        #expect(clock.text(now + .seconds(7 * 86_400), seenFrom: now) == "2025-10-16 08:53")
        #expect(clock.text(now - .seconds(86_400), seenFrom: now) == "2025-10-08 08:53")
    }

    @Test("A share of the processor becomes programs and cores for each")
    func share() {
        func share(_ percent: Int, of cores: Int, workers: Int) -> [Double?] {
            let share = CPUShare(percent: percent, of: cores, workers: workers)
            return [Double(share.programs), share.coresEach]
        }
        #expect(share(100, of: 8, workers: 8) == [8, nil])
        #expect(share(50, of: 8, workers: 8) == [4, 1])
        #expect(share(50, of: 8, workers: 2) == [2, 2])
        #expect(share(25, of: 2, workers: 2) == [1, 0.5])
        #expect(share(60, of: 2, workers: 2) == [2, 0.6])
        #expect(share(1, of: 1, workers: 1) == [1, 0.01])
    }
}

@Suite("When the queue will be done")
struct ForecastTests {
    private let now = Moment(milliseconds: 1_760_000_000_000)
    private let fast = [QueueOutlook.Done(size: 1000, worked: .seconds(60)), QueueOutlook.Done(size: 3000, worked: .seconds(180))]

    private func outlook(_ open: [QueueOutlook.Open], done: [QueueOutlook.Done], workers: Int = 1) -> QueueOutlook {
        QueueOutlook(open: open, done: done, workers: workers)
    }

    @Test("By the bytes that are left and the speed of the last films")
    func plain() {
        let open = [QueueOutlook.Open(size: 2000, left: 0.5), QueueOutlook.Open(size: 1000, left: 1)]
        #expect(outlook(open, done: fast).forecast(EncodingRules(), .open, at: now) == .done(at: now + .seconds(120)))
        #expect(outlook(open, done: fast, workers: 2).forecast(EncodingRules(), .open, at: now) == .done(at: now + .seconds(60)))
        // A film of unknown size counts as one like the others.
        let unknown = outlook([QueueOutlook.Open(size: nil, left: 1)], done: fast)
        #expect(unknown.forecast(EncodingRules(), .open, at: now) == .done(at: now + .seconds(120)))
    }

    @Test("It says so when there is nothing to do, nothing known, or no end in sight")
    func honest() {
        let open = [QueueOutlook.Open(size: 1_000_000_000_000, left: 1)]
        #expect(outlook([], done: fast).forecast(EncodingRules(), .open, at: now) == .nothingToDo)
        #expect(outlook(open, done: []).forecast(EncodingRules(), .open, at: now) == .notKnownYet)
        #expect(outlook(open, done: fast).forecast(EncodingRules(), .open, at: now) == .beyond(Forecast.horizon))
    }

    @Test("Within the hours, after those who watch, and as mere work while it is paused")
    func manners() throws {
        let open = [QueueOutlook.Open(size: 60_000 * 9, left: 1)]
        let hours = EncodingRules(hours: try Hours(["22:00-06:00"], in: .gmt), zone: .gmt)
        // Nine hours of work, from 08:53 on: eight in this night and one in the next.
        let closed = Standing.outsideHours(opens: nil)
        guard case .done(let moment) = outlook(open, done: fast).forecast(hours, closed, at: now) else {
            Issue.record("it has an end")
            return
        }
        #expect(WallClock(.gmt).text(moment, seenFrom: now) == "Fri 23:00")
        #expect(outlook(open, done: fast).forecast(hours, .paused(since: now), at: now) == .work(.seconds(9 * 3600)))
        let watched = Standing.watched(until: now + .seconds(300))
        #expect(
            outlook(open, done: fast).forecast(EncodingRules(), watched, at: now) == .done(at: now + .seconds(9 * 3600 + 300)))
    }
}
