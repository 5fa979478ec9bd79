import Synchronization

/// A bounded number of places; who comes when all are taken waits, and whoever waits for longest has the next one.
final class BoltPlaces: Sendable {
    private struct Inside {
        var free: Int
        var lastTicket = 0
        var queue: [(ticket: Int, continuation: CheckedContinuation<Void, any Error>)] = []
        var isClosed = false
    }

    private let inside: Mutex<Inside>

    init(_ count: Int) { inside = Mutex(Inside(free: count)) }

    /// Takes a place; to be followed by `leave`.
    /// - Throws: `BoltFault.busy` where none becomes free in time; `.closed`.
    func take(within limit: Duration) async throws {
        let ticket = inside.withLock { inside in
            inside.lastTicket += 1
            return inside.lastTicket
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await Task.sleep(for: limit)
                self.giveUp(ticket, BoltFault.busy)
            }
            defer { group.cancelAll() }
            try await self.wait(ticket)
        }
    }

    private func wait(_ ticket: Int) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let outcome: Result<Void, any Error>? = inside.withLock { inside in
                    if inside.isClosed { return .failure(BoltFault.closed) }
                    if Task.isCancelled { return .failure(CancellationError()) }
                    guard inside.free == 0 else {
                        inside.free -= 1
                        return .success(())
                    }
                    inside.queue.append((ticket, continuation))
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            giveUp(ticket, CancellationError())
        }
    }

    private func giveUp(_ ticket: Int, _ reason: any Error) {
        let waiting = inside.withLock { inside in
            inside.queue.firstIndex { $0.ticket == ticket }.map { inside.queue.remove(at: $0) }
        }
        waiting?.continuation.resume(throwing: reason)
    }

    func leave() {
        let next = inside.withLock { inside -> CheckedContinuation<Void, any Error>? in
            guard inside.queue.isEmpty else { return inside.queue.removeFirst().continuation }
            inside.free += 1
            return nil
        }
        next?.resume()
    }

    func close() {
        let waiting = inside.withLock { inside in
            inside.isClosed = true
            defer { inside.queue = [] }
            return inside.queue
        }
        for one in waiting { one.continuation.resume(throwing: BoltFault.closed) }
    }
}
