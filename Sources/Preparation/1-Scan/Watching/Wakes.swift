import KinoraKernel

/// Gathers what has changed until somebody looks, and wakes who waits for it.
package final class Wakes: Sendable {
    private let bell = Bell<Set<Int>>([])

    package init() {}

    package func add(_ changed: Set<Int>) { bell.ring { $0.formUnion(changed) } }

    /// Waits until something has changed, or so long.
    /// - Returns: what has changed since this was last asked.
    package func wait(atMost duration: Duration) async throws -> Set<Int> {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Task.sleep(for: duration) }
            group.addTask { await self.bell.wait { pending in !pending.isEmpty } }
            try await group.next()
            group.cancelAll()
        }
        try Task.checkCancellation()
        return bell.withState { pending in
            defer { pending = [] }
            return pending
        }
    }
}
