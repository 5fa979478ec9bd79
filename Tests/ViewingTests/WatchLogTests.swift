import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraSQLiteDocuments
import Testing

@testable import KinoraViewing

@Suite("What was watched is kept as facts and as their sum", .timeLimit(.minutes(10)))
struct WatchLogTests {
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

    private func entry(
        _ number: Int = 0, seconds: Double = 30, position: Double = 30, sitting: String = "sitting1", profile: String = "p"
    ) throws -> WatchEntry {
        let report = WatchReport(sitting: sitting, number: number, seconds: seconds, position: position, device: .phone)
        return try WatchEntry(report, of: "f", .episode, title: "s", length: 600, profile: profile, at: time.now)
    }

    private func tell(
        _ number: Int = 0, seconds: Double = 30, position: Double = 30, sitting: String = "sitting1", to log: WatchLog? = nil
    ) async throws {
        try await (log ?? self.log).record(entry(number, seconds: seconds, position: position, sitting: sitting))
    }

    private func sum() async throws -> KinoraViewing.Progress {
        let found = try await history.progress(of: "f", by: "p")
        return try #require(found)
    }

    @Test func aStretchIsOneFactWithItsMoments() async throws {
        try await tell(seconds: 30, position: 150)

        let watch = try #require(try await log.latest(10).first).value
        #expect(watch.feature == "f" && watch.kind == .episode && watch.title == "s" && watch.profile == "p" && watch.device == .phone)
        #expect(watch.seconds == 30 && watch.position == 150 && watch.completion == 0.25 && watch.number == 0)
        #expect(watch.lastAt == time.now && watch.startedAt == time.now - .seconds(30))
    }

    @Test func twoProfilesMayNameTheirSittingsAlike() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-sittings-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let sqlite = try await SQLiteStore(path: folder.appending(path: "watched.sqlite").path, time: time)
        for store in [store, sqlite] as [any DocumentStore] {
            try await store.prepare([Watch.schema, Progress.schema])
            let log = WatchLog(store: store)
            for profile in ["p", "q", "q"] { try await log.record(entry(profile: profile)) }
            #expect(try await log.latest(10).map(\.value.profile).sorted { ($0 ?? "") < ($1 ?? "") } == ["p", "q"])
        }
        try await sqlite.close()
    }

    @Test func aFeatureIsSummedUpOverItsSittings() async throws {
        for number in 0..<3 {
            try await tell(number, position: Double(number + 1) * 30)
            time.advance(by: .seconds(30))
        }
        let end = time.now
        try await tell(0, position: 590, sitting: "sitting2")

        let usage = try await log.usage(of: "f")
        #expect(usage.sittings == 2 && usage.finished == 1 && usage.seconds == 120)
        #expect(usage.lastAt == end && usage.lastPosition == 590 && usage.completion > 0.98)
        #expect(usage.firstAt == end - .seconds(120))
        #expect(try await log.usage(of: "other").sittings == 0)
        // The sum that pages read says the same as the facts.
        let sum = try await sum()
        #expect(sum.sittings == 2 && sum.finished == 1 && sum.seconds == 120 && sum.isWatched && !sum.isUnderWay)
        #expect(sum.lastAt == end && sum.position == 590 && sum.completion == usage.completion && sum.firstAt == usage.firstAt)
    }

    @Test func aReportThatArrivesTwiceCountsOnce() async throws {
        try await tell()
        try await tell()
        let again = try await log.write([try entry(), try entry(), try entry(profile: "q")])

        #expect(again.count == 3)
        #expect(try await log.usage(of: "f").seconds == 60, "two profiles watched it")
        #expect(try await log.latest(10, profile: "p").count == 1)
        #expect(try await sum().seconds == 30)
        #expect(try await sum().sittings == 1)
    }

    @Test func aReportThatArrivesLateCountsButDoesNotMoveThePlace() async throws {
        time.advance(by: .seconds(90))
        try await tell(0, position: 30)
        time.advance(by: .seconds(60))
        try await tell(2, position: 90)
        try await tell(1, position: 60)
        try await tell(1, position: 60)

        #expect(try await sum().position == 90)
        #expect(try await sum().seconds == 90)
        #expect(try await sum().sittings == 1)
    }

    @Test func ofTwoDevicesTheOneThatWasHeardOfLastSaysWhereToGoOn() async throws {
        try await tell(0, position: 300, sitting: "phone0000")
        time.advance(by: .seconds(30))
        try await tell(0, position: 60, sitting: "telly0000")
        time.advance(by: .seconds(30))
        try await tell(1, position: 330, sitting: "phone0000")

        let sum = try await sum()
        #expect(sum.position == 330 && sum.sittings == 2 && sum.seconds == 90 && sum.isUnderWay && sum.start == 330)
    }

    @Test func twoServersLoseNothingOfEachOther() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for sitting in 0..<10 {
                let entry = try entry(position: Double(sitting * 10), sitting: "sitting\(sitting)")
                group.addTask { [log] in try await log.record(entry) }
            }
            try await group.waitForAll()
        }

        #expect(try await sum().seconds == 300)
        #expect(try await sum().sittings == 10)
        #expect(try await log.usage(of: "f").seconds == 300)
    }

    @Test func noMoreSecondsAreBelievedThanHavePassed() async throws {
        try await tell(0)
        time.advance(by: .seconds(10))

        await #expect(throws: WatchRefusal.fasterThanTime) { try await tell(1, seconds: 20, position: 60) }
        try await tell(1, seconds: 10, position: 60)
        #expect(try await log.usage(of: "f").seconds == 40)
        #expect(try await sum().seconds == 40)
    }

    @Test(arguments: [0, -1, 61, 1e300, Double.nan, Double.infinity])
    func nonsenseSecondsAreRefused(seconds: Double) async throws {
        await #expect(throws: WatchRefusal.badSeconds) { try await tell(seconds: seconds) }
        #expect(try await log.latest(1).isEmpty)
    }

    @Test(arguments: [-1, 700, Double.nan, -Double.infinity])
    func positionsOutsideTheFeatureAreRefused(position: Double) async throws {
        await #expect(throws: WatchRefusal.badPosition) { try await tell(position: position) }
    }

    @Test(arguments: ["", "short", "has space", "$where000", String(repeating: "a", count: 41)])
    func namesOfSittingsArePlain(sitting: String) async throws {
        await #expect(throws: WatchRefusal.badSitting) { try await tell(sitting: sitting) }
    }

    @Test func theSameHoldsOnSQLite() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-watches-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try await SQLiteStore(path: folder.appending(path: "kinora.sqlite").path(percentEncoded: false), time: time)
        try await store.prepare([Watch.schema, Progress.schema])
        let log = WatchLog(store: store)
        for number in 0..<3 {
            try await tell(number, to: log)
            try await tell(number, to: log)
            time.advance(by: .seconds(30))
        }

        #expect(try await log.usage(of: "f").seconds == 90)
        #expect(try await log.latest(2).map(\.value.number) == [2, 1])
        #expect(try await WatchHistory(store: store, time: time).progress(of: "f", by: "p")?.seconds == 90)
        try await store.close()
    }

    @Test func devicesAreToldByWhatBrowsersSay() {
        let agents: [(String?, DeviceKind)] = [
            ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", .computer),
            ("Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", .phone),
            ("Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", .tablet),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148", .phone),
            ("Mozilla/5.0 (SMART-TV; Linux; Tizen 8.0) AppleWebKit/537.36", .television), ("curl/8", .other), (nil, .other),
        ]
        for (agent, kind) in agents { #expect(DeviceKind(agent: agent) == kind, "\(agent ?? "")") }
    }
}
