import KinoraKernel
import Synchronization

/// When an errand tries again what could not be had: at once in a new process, then each hour.
final class Revivals: Sendable {
    private static let pause = Duration.seconds(3600)
    private let last = Mutex<Moment?>(nil)

    func isDue(_ now: Moment) -> Bool {
        last.withLock { last in
            if let last, now.since(last) < Self.pause { return false }
            last = now
            return true
        }
    }
}
