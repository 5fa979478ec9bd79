import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraViewing

@Suite("Reports are collected and written together", .timeLimit(.minutes(10)))
struct WatchJournalTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))
    private let store: CountedStore

    init() async throws {
        store = CountedStore(MemoryStore(time: time))
        try await store.prepare([Watch.schema, Progress.schema])
    }

    private func entry(_ viewer: Int, _ number: Int = 0, seconds: Double = 30) throws -> WatchEntry {
        let report = WatchReport(sitting: "sitting\(viewer)", number: number, seconds: seconds, position: 30, device: .phone)
        return try WatchEntry(report, of: "f", .film, title: "f", length: 600, profile: "p\(viewer)", at: time.now)
    }

    @Test func whatComesTogetherIsWrittenTogetherAndAcknowledgedOnce() async throws {
        let journal = WatchJournal(WatchLog(store: store))
        let entries = try (0..<300).map { try entry($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            let writer = Task { await journal.run() }
            for entry in entries { group.addTask { try await journal.record(entry) } }
            try await group.waitForAll()
            writer.cancel()
            await writer.value
        }

        #expect(try await Records<Watch>(in: store).count() == 300)
        #expect(try await Records<Progress>(in: store).count() == 300)
        #expect(store.appends <= 10, "300 reports were appended in \(store.appends) steps")
    }

    @Test func whatWaitsIsWrittenWhenTheHouseCloses() async throws {
        let journal = WatchJournal(WatchLog(store: store), gathering: .seconds(3600))
        let writer = Task { await journal.run() }
        let entry = try entry(1)
        let told = Task { try await journal.record(entry) }
        while !journal.isCollecting { await Task.yield() }

        writer.cancel()
        try await told.value

        #expect(try await Records<Watch>(in: store).count() == 1)
        await writer.value
        await #expect(throws: JournalFull.self) { try await journal.record(entry) }
    }

    @Test func aRefusedReportStandsAlone() async throws {
        let journal = WatchJournal(WatchLog(store: store))
        let writer = Task { await journal.run() }
        try await journal.record(entry(1))
        let (good, bad) = (try entry(2), try entry(1, 1, seconds: 40))
        let refused = Task { try await journal.record(bad) }
        try await journal.record(good)

        await #expect(throws: WatchRefusal.fasterThanTime) { try await refused.value }
        #expect(try await Records<Watch>(in: store).count() == 2)
        writer.cancel()
        await writer.value
    }
}
