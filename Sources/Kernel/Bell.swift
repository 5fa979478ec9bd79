import Synchronization

/// A state that tasks share, and a bell that wakes those who wait for it to change: a condition variable that holds no thread.
package final class Bell<State: Sendable>: Sendable {
    private struct Inside {
        var state: State
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
        var next = 0
    }

    private let inside: Mutex<Inside>

    package init(_ state: State) {
        inside = Mutex(Inside(state: state))
    }

    /// Looks at the state, or changes it, and wakes nobody.
    package func withState<T: Sendable>(_ body: (inout State) -> T) -> T {
        inside.withLock { body(&$0.state) }
    }

    /// Changes the state and wakes everybody who waits.
    package func ring(_ body: (inout State) -> Void = { _ in }) {
        let waiting = inside.withLock { inside in
            body(&inside.state)
            defer { inside.waiting = [:] }
            return inside.waiting.values
        }
        for one in waiting { one.resume() }
    }

    /// Waits for the bell. Returns at once where the state is as wanted already, and when the task is cancelled.
    package func wait(unless isAsWanted: @Sendable (State) -> Bool) async {
        let number = inside.withLock { inside in
            inside.next += 1
            return inside.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = inside.withLock { inside in
                    // A task that was cancelled before this lock is not woken by its handler any more.
                    if isAsWanted(inside.state) || Task.isCancelled { return true }
                    inside.waiting[number] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            inside.withLock { $0.waiting.removeValue(forKey: number) }?.resume()
        }
    }

    /// The same, and for no longer than some time: for whoever also has to look by itself now and then.
    package func wait(atMost pause: Duration, unless isAsWanted: @escaping @Sendable (State) -> Bool) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait(unless: isAsWanted) }
            group.addTask { try? await Task.sleep(for: pause) }
            await group.next()
            group.cancelAll()
        }
    }
}
