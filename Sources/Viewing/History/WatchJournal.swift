import KinoraDocuments
import KinoraKernel
import Synchronization

/// Collects what players report for a second and writes it together, because ten thousand a minute are cheap that way and dear one by one.
///
/// A report is acknowledged when it is written: nothing that a player was told is lost, whatever dies. A player waits for that a second or
/// two; nobody who watches does. `run` is the one writer; it belongs to the server's services, ends after them, and writes what is left.
package final class WatchJournal: WatchRecorder {
    /// How long reports are collected.
    package static let gathering = Duration.seconds(1)
    /// Reports that may wait; the ones beyond are refused (`JournalFull`) and lost.
    static let mostWaiting = 10_000

    private struct Waiting: Sendable {
        let entry: WatchEntry
        let written: CheckedContinuation<Void, any Error>
    }

    private struct Desk: Sendable {
        var waiting: [Waiting] = []
        var isClosed = false
    }

    private let log: WatchLog
    private let gathering: Duration
    private let desk = Bell(Desk())

    package init(_ log: WatchLog, gathering: Duration = WatchJournal.gathering) {
        self.log = log
        self.gathering = gathering
    }

    package func record(_ entry: WatchEntry) async throws {
        try await withCheckedThrowingContinuation { written in
            var isTaken = false
            desk.ring { desk in
                isTaken = !desk.isClosed && desk.waiting.count < Self.mostWaiting
                if isTaken { desk.waiting.append(Waiting(entry: entry, written: written)) }
            }
            if !isTaken { written.resume(throwing: JournalFull()) }
        }
    }

    /// Whether something waits to be written.
    var isCollecting: Bool { desk.withState { !$0.waiting.isEmpty } }

    /// Writes until its task is cancelled, then once more.
    package func run() async {
        while !Task.isCancelled {
            await desk.wait { !$0.waiting.isEmpty }
            // Cut short by the end, and then written at once.
            try? await Task.sleep(for: gathering)
            guard !Task.isCancelled else { break }
            await write()
        }
        desk.withState { $0.isClosed = true }
        // A cancelled task's questions are refused by the store; this one, which is waited for here, is not cancelled with it.
        await Task { await self.write() }.value
    }

    private func write() async {
        while true {
            let batch = desk.withState { desk in
                let batch = Array(desk.waiting.prefix(WatchLog.mostAtOnce))
                desk.waiting.removeFirst(batch.count)
                return batch
            }
            guard !batch.isEmpty else { return }
            do {
                let outcomes = try await log.write(batch.map(\.entry))
                for (waiting, outcome) in zip(batch, outcomes) { waiting.written.resume(with: outcome) }
            } catch {
                for waiting in batch { waiting.written.resume(throwing: error) }
            }
        }
    }
}

/// More reports wait to be written than the house keeps, or it is about to close.
package struct JournalFull: Error {
    package init() {}
}
