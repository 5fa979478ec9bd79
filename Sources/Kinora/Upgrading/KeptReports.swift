import KinoraKernel
import KinoraViewing
import Synchronization

/// What players told while nothing could be written: kept in memory, and written when the house has opened. Whatever kills the program meanwhile
/// takes it along, which is some seconds of what somebody watched.
final class KeptReports: WatchRecorder {
    /// The ones beyond are refused, as a journal does.
    static let most = 10_000

    private let kept = Mutex<[WatchEntry]>([])

    func record(_ entry: WatchEntry) async throws {
        let isTaken = kept.withLock { kept in
            guard kept.count < Self.most else { return false }
            kept.append(entry)
            return true
        }
        if !isTaken { throw JournalFull() }
    }

    /// Hands everything on, once. A report that is not believed, or cannot be written, is nobody's loss but its own.
    func hand(to recorder: any WatchRecorder) async {
        let entries = kept.withLock { kept in
            defer { kept = [] }
            return kept
        }
        await withTaskGroup(of: Void.self) { group in
            for entry in entries { group.addTask { try? await recorder.record(entry) } }
        }
    }
}
