import Synchronization

/// When a running program last showed that it gets on. Time that the computer slept does not count.
final class LastSign: Sendable {
    private let moment = Mutex(SuspendingClock.now)

    func now() {
        moment.withLock { $0 = SuspendingClock.now }
    }

    var elapsed: Duration {
        moment.withLock { $0.duration(to: SuspendingClock.now) }
    }
}
