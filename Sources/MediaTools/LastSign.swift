import Synchronization

/// When a running program last showed that it gets on.
final class LastSign: Sendable {
    private let moment = Mutex(ContinuousClock.now)

    func now() {
        moment.withLock { $0 = ContinuousClock.now }
    }

    var elapsed: Duration {
        moment.withLock { $0.duration(to: ContinuousClock.now) }
    }
}
