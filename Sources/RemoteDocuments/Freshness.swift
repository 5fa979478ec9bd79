import KinoraDocuments
import KinoraKernel
import Synchronization

/// Keeps a cache true: whatever changed is taken out of it, looked up in the server's change feed when an answer is wanted and the last look
/// is older than the bound. Nothing runs while nobody asks, and of many that ask at once one looks.
final class Freshness: Sendable {
    /// Behind this nothing is trusted any more, because the feed forgets.
    private static let longestBreak: Duration = .seconds(3600)
    /// How many batches of changes are looked through before the cache is emptied instead.
    private static let mostBatches = 10
    private static let batch = 500

    private struct State {
        var position: Int64?
        var lookedAt: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    private let cache: ReadCache
    private let bound: Duration
    private let turns: Turns<Int>

    init(of cache: ReadCache, limits: RemoteLimits) {
        self.cache = cache
        bound = limits.freshness
        turns = Turns(mostWaiting: limits.waiting)
    }

    /// Makes the cache at most as old as the bound.
    /// - Parameter feed: the changes behind a position, and the position of the newest one.
    func assure(_ feed: (_ since: Int64, _ limit: Int) async throws -> ChangeBatch) async throws {
        if isFresh { return }
        try await turns.inTurn(0) {
            if isFresh { return }
            do {
                try await look(feed)
            } catch {
                // What cannot be checked is not used.
                cache.forgetAll()
                throw error
            }
        }
    }

    /// Whether what is fetched now can be kept: the next look will tell what happened to it since.
    var hasBegun: Bool { state.withLock { $0.position != nil } }

    private var isFresh: Bool { state.withLock { $0.lookedAt.map { .now - $0 < bound } ?? false } }

    private func look(_ feed: (Int64, Int) async throws -> ChangeBatch) async throws {
        let began = ContinuousClock.now
        let (known, lookedAt) = state.withLock { ($0.position, $0.lookedAt) }
        guard var position = known, let lookedAt, began - lookedAt < Self.longestBreak else {
            return try await startAnew(began, feed)
        }
        for _ in 0..<Self.mostBatches {
            let found = try await feed(position, Self.batch)
            // A database that was put back to an earlier state.
            if found.latest < position { return try await startAnew(began, feed) }
            cache.forget(found.changes.map { ReadCache.Key($0.id, in: $0.collection) })
            position = found.changes.last?.position ?? position
            if found.changes.count < Self.batch { return settle(position, began) }
        }
        try await startAnew(began, feed)
    }

    private func startAnew(_ began: ContinuousClock.Instant, _ feed: (Int64, Int) async throws -> ChangeBatch) async throws {
        let latest = try await feed(0, 1).latest
        cache.forgetAll()
        settle(latest, began)
    }

    private func settle(_ position: Int64, _ began: ContinuousClock.Instant) {
        state.withLock { $0 = State(position: position, lookedAt: began) }
    }
}

/// A part of the change feed.
struct ChangeBatch: Sendable {
    let changes: [DocumentChange]
    /// Behind the newest change.
    let latest: Int64
}
