import KinoraKernel
import Synchronization

/// How many documents collections had a moment ago: what `count=estimated` is answered with, so that it costs next to nothing.
final class CountMemory: Sendable {
    static let lifetime: Duration = .seconds(10)
    /// More collections than this are not remembered.
    private static let most = 200

    private struct Entry {
        var count: Int
        var at: Moment
    }

    private let entries = Mutex<[String: Entry]>([:])

    func count(of collection: String, at now: Moment) -> Int? {
        entries.withLock { entries in
            guard let entry = entries[collection], now >= entry.at, now.since(entry.at) < Self.lifetime else { return nil }
            return entry.count
        }
    }

    func note(_ count: Int, of collection: String, at now: Moment) {
        entries.withLock { entries in
            if entries.count >= Self.most { entries.removeAll() }
            entries[collection] = Entry(count: count, at: now)
        }
    }
}
