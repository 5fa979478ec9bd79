import KinoraKernel
import Synchronization

/// How many titles of each genre children of an age may see. The genres' own documents count for grown-ups; for each age it has to be
/// counted, and the answer serves for a while.
final class GenreMemory: Sendable {
    static let lifetime: Duration = .seconds(60)
    /// More audiences than there are ages are not remembered.
    private static let most = 2 * (AgeReader.highest + 1)

    private struct Entry {
        var counts: [GenreCount]
        var at: Moment
    }

    private let entries = Mutex<[Audience: Entry]>([:])

    func genres(of audience: Audience, at now: Moment) -> [GenreCount]? {
        entries.withLock { entries in
            guard let entry = entries[audience], now >= entry.at, now.since(entry.at) < Self.lifetime else { return nil }
            return entry.counts
        }
    }

    func note(_ counts: [GenreCount], of audience: Audience, at now: Moment) {
        entries.withLock { entries in
            if entries.count >= Self.most { entries.removeAll() }
            entries[audience] = Entry(counts: counts, at: now)
        }
    }
}
