import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraSQLiteDocuments
import Testing

@testable import KinoraViewing

@Suite("What was watched is kept as facts", .timeLimit(.minutes(10)))
struct WatchLogTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))
    private let store: MemoryStore
    private let log: WatchLog

    init() async throws {
        store = MemoryStore(time: time)
        try await store.prepare([Watch.schema])
        log = WatchLog(store: store, time: time)
    }

    private func tell(
        _ number: Int = 0, seconds: Double = 30, position: Double = 30, sitting: String = "sitting1", to log: WatchLog? = nil
    ) async throws {
        let report = WatchReport(sitting: sitting, number: number, seconds: seconds, position: position, device: .phone)
        try await (log ?? self.log).record(report, feature: "f", .episode, title: "s", length: 600)
    }

    @Test func aStretchIsOneFactWithItsMoments() async throws {
        try await tell(seconds: 30, position: 150)

        let watch = try #require(try await log.latest(10).first).value
        #expect(watch.feature == "f" && watch.kind == .episode && watch.title == "s" && watch.profile == nil && watch.device == .phone)
        #expect(watch.seconds == 30 && watch.position == 150 && watch.completion == 0.25)
        #expect(watch.lastAt == time.now && watch.startedAt == time.now - .seconds(30))
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
    }

    @Test func aReportThatArrivesTwiceCountsOnce() async throws {
        try await tell()
        try await tell()

        #expect(try await log.usage(of: "f").seconds == 30)
    }

    @Test func noMoreSecondsAreBelievedThanHavePassed() async throws {
        try await tell(0)
        time.advance(by: .seconds(10))

        await #expect(throws: WatchRefusal.fasterThanTime) { try await tell(1, seconds: 20, position: 60) }
        try await tell(1, seconds: 10, position: 60)
        #expect(try await log.usage(of: "f").seconds == 40)
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
        try await store.prepare([Watch.schema])
        let log = WatchLog(store: store, time: time)
        for number in 0..<3 {
            try await tell(number, to: log)
            time.advance(by: .seconds(30))
        }

        #expect(try await log.usage(of: "f").seconds == 90)
        #expect(try await log.latest(2).map(\.id) == ["sitting1-2", "sitting1-1"])
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
