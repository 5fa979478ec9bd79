import ArgumentParser
import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraSQLiteDocuments
import KinoraViewing

/// Ten thousand reports of players, as five thousand viewers send them in a minute, into a real SQLite file: one by one as the peer, then
/// collected as the server does it. What holds the viewers' places among the streams of their accounts is measured beside it.
///
/// A second's worth of reports is sent at once and waited for, so that a minute does not last one; the clock that the rules see is put
/// forward by a second each time.
struct Heartbeats: AsyncParsableCommand {
    @Option var viewers = 5000
    @Argument var folder: String

    /// Seconds between two reports of a viewer.
    private static let every = 30
    private static let minute = 60

    func run() async throws {
        print("alone \(try await measure("alone") { store in WatchLog(store: store) })")
        print("collected \(try await measure("collected") { store in WatchJournal(WatchLog(store: store), gathering: .milliseconds(20)) })")
        print("places \(try await places())")
    }

    /// CPU seconds of this process for a minute's reports.
    private func measure(_ name: String, _ make: (any DocumentStore) -> any WatchRecorder) async throws -> Double {
        let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))
        let store = try await SQLiteStore(path: "\(folder)/\(name).sqlite", time: time)
        try await store.prepare([Watch.schema, Progress.schema])
        let recorder = make(store)
        let writer = Task { await (recorder as? WatchJournal)?.run() }
        let before = Self.processorSeconds
        for second in 0..<Self.minute {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for viewer in stride(from: second % Self.every, to: viewers, by: Self.every) {
                    let entry = try Self.entry(viewer, second, at: time.now)
                    group.addTask { try await recorder.record(entry) }
                }
                try await group.waitForAll()
            }
            time.advance(by: .seconds(1))
        }
        let used = Self.processorSeconds - before
        writer.cancel()
        await writer.value
        let written = try await Records<Watch>(in: store).count()
        guard written == viewers * 2 else { throw CleanExit.message("\(written) reports were written, not \(viewers * 2)") }
        try await store.close()
        return used
    }

    /// The same for holding places.
    private func places() async throws -> Double {
        let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))
        let store = try await SQLiteStore(path: "\(folder)/places.sqlite", time: time)
        try await store.prepare([MemberStreams.schema])
        let ledger = StreamLedger(limit: 4, store: store, time: time)
        let before = Self.processorSeconds
        for second in 0..<Self.minute {
            for viewer in stride(from: second % Self.every, to: viewers, by: Self.every) {
                let stream = LiveStream(feature: "film", session: "session \(viewer)", device: "Firefox on Linux", renewedAt: time.now)
                try await ledger.hold(stream, of: "member \(viewer)", replaces: false)
            }
            time.advance(by: .seconds(1))
        }
        let used = Self.processorSeconds - before
        try await store.close()
        return used
    }

    private static func entry(_ viewer: Int, _ second: Int, at now: Moment) throws -> WatchEntry {
        let number = second / every
        let report = WatchReport(
            sitting: "sitting\(viewer)", number: number, seconds: 29, position: Double(60 + number * 30), device: .television)
        return try WatchEntry(
            report, of: "film\(viewer % 100)", .film, title: "film\(viewer % 100)", length: 5400, profile: "profile\(viewer)", at: now)
    }

    private static var processorSeconds: Double {
        var spent = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent)
        return Double(spent.tv_sec) + Double(spent.tv_nsec) / 1e9
    }
}
