import Synchronization

/// The process was killed.
struct Killed: Error {}

/// Kills the process at a chosen point: every write to the store and every call of a provider has one before and one behind it.
final class Chaos: Sendable {
    private struct State {
        var left: Int?
        var isDead = false
        var passed = 0
    }

    private let state = Mutex(State())

    /// Kills at the point with this number, from 0 on, counted from now; nil for never.
    func kill(at point: Int?) {
        state.withLock { $0 = State(left: point) }
    }

    /// Starts the process again.
    func revive() { kill(at: nil) }

    var isDead: Bool { state.withLock(\.isDead) }
    /// Points that were passed since the last `kill(at:)`.
    var passed: Int { state.withLock(\.passed) }

    func point() throws {
        try state.withLock { state in
            if state.isDead { throw Killed() }
            if state.left == 0 {
                state.isDead = true
                throw Killed()
            }
            state.left = state.left.map { $0 - 1 }
            state.passed += 1
        }
    }

    func alive() throws { if isDead { throw Killed() } }
}
