import Synchronization

/// A bounded number of places, given in the order of asking; also who waits is bounded.
final class Places: Sendable {
    struct Overcrowded: Error {}

    private struct State {
        var free: Int
        var lastTicket: UInt64 = 0
        var waiting: [UInt64: CheckedContinuation<Void, any Error>] = [:]
        var order: [UInt64] = []
        var cancelledEarly: Set<UInt64> = []
    }

    private let state: Mutex<State>
    private let mostWaiting: Int

    init(_ count: Int, mostWaiting: Int) {
        state = Mutex(State(free: count))
        self.mostWaiting = mostWaiting
    }

    /// Does something in a place.
    /// - Throws: `Overcrowded`, or `CancellationError` while waiting.
    func with<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        try await take()
        defer { give() }
        return try await body()
    }

    private func take() async throws {
        try Task.checkCancellation()
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        // The handler has ended when this returns, so nothing of the ticket is left behind.
        defer { state.withLock { _ = $0.cancelledEarly.remove(ticket) } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { wait($0, ticket) }
        } onCancel: {
            cancel(ticket)
        }
    }

    private func wait(_ continuation: CheckedContinuation<Void, any Error>, _ ticket: UInt64) {
        let outcome: Result<Void, any Error>? = state.withLock { state in
            if state.cancelledEarly.contains(ticket) { return .failure(CancellationError()) }
            if state.free > 0 {
                state.free -= 1
                return .success(())
            }
            if state.waiting.count >= mostWaiting { return .failure(Overcrowded()) }
            state.waiting[ticket] = continuation
            state.order.append(ticket)
            return nil
        }
        if let outcome { continuation.resume(with: outcome) }
    }

    private func cancel(_ ticket: UInt64) {
        let waiting: CheckedContinuation<Void, any Error>? = state.withLock { state in
            if let waiting = state.waiting.removeValue(forKey: ticket) {
                state.order.removeAll { $0 == ticket }
                return waiting
            }
            state.cancelledEarly.insert(ticket)
            return nil
        }
        waiting?.resume(throwing: CancellationError())
    }

    private func give() {
        let next: CheckedContinuation<Void, any Error>? = state.withLock { state in
            guard let ticket = state.order.first else {
                state.free += 1
                return nil
            }
            state.order.removeFirst()
            return state.waiting.removeValue(forKey: ticket)
        }
        next?.resume()
    }
}
