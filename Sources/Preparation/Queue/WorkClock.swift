import Synchronization

/// Measures how long work on a job really went on, pauses not counted.
final class WorkClock: Sendable {
    private let last = Mutex(ContinuousClock.now)

    /// The time since this was last asked; nothing when work was held meanwhile.
    func take(wasHeld: Bool) -> Duration {
        last.withLock { last in
            let now = ContinuousClock.now
            defer { last = now }
            return wasHeld ? .zero : last.duration(to: now)
        }
    }
}
