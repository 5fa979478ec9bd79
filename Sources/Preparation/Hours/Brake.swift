import Synchronization

/// Holds everything that a worker runs, and lets it go on: what the worker turns, and whoever runs programs obeys.
///
/// Programs are frozen where they are and go on from there, so nothing that was begun is lost and the result is the same to the byte.
package final class Brake: Sendable {
    private struct State {
        var isHeld = false
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    package init() {}

    package var isHeld: Bool { state.withLock { $0.isHeld } }

    package func hold() { state.withLock { $0.isHeld = true } }

    package func release() {
        let waiting = state.withLock { state in
            defer { state.waiting = [:] }
            state.isHeld = false
            return state.waiting.values
        }
        for one in waiting { one.resume() }
    }

    /// Returns at once when nothing is held, else when it is let go.
    /// - Throws: `CancellationError`.
    package func released() async throws {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    if !state.isHeld || Task.isCancelled { return true }
                    state.waiting[number] = continuation
                    return false
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: number) }?.resume()
        }
        try Task.checkCancellation()
    }
}
