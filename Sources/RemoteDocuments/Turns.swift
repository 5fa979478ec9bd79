import Synchronization

/// One at a time for each key: who comes later waits for who came before.
final class Turns<Key: Hashable & Sendable>: Sendable {
    private struct Row {
        let place: Places
        var users: Int
    }

    private let rows = Mutex<[Key: Row]>([:])
    private let mostWaiting: Int

    init(mostWaiting: Int) {
        self.mostWaiting = mostWaiting
    }

    func inTurn<T: Sendable>(_ key: Key, _ body: () async throws -> T) async throws -> T {
        let place = rows.withLock { rows in
            rows[key, default: Row(place: Places(1, mostWaiting: mostWaiting), users: 0)].users += 1
            return rows[key]?.place
        }
        defer {
            rows.withLock { rows in
                rows[key]?.users -= 1
                if rows[key]?.users == 0 { rows[key] = nil }
            }
        }
        guard let place else { return try await body() }
        return try await place.with(body)
    }
}
