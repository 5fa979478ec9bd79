import Synchronization

/// Gathers what has changed until somebody looks, and wakes who waits for it.
package final class Wakes: Sendable {
    private struct State {
        var pending: Set<Int> = []
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    package init() {}

    package func add(_ changed: Set<Int>) {
        let waiting = state.withLock { state in
            state.pending.formUnion(changed)
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for one in waiting { one.resume() }
    }

    /// Waits until something has changed, or so long.
    /// - Returns: what has changed since this was last asked.
    package func wait(atMost duration: Duration) async throws -> Set<Int> {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Task.sleep(for: duration) }
            group.addTask { await self.something() }
            try await group.next()
            group.cancelAll()
        }
        try Task.checkCancellation()
        return state.withLock { state in
            defer { state.pending = [] }
            return state.pending
        }
    }

    private func something() async {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if !state.pending.isEmpty || Task.isCancelled { return true }
                    state.waiting[number] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: number) }?.resume()
        }
    }
}
