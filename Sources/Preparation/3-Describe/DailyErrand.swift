import KinoraKernel
import Synchronization

/// Something that is done when the house opens and then once a day, or as often as is said.
package final class DailyErrand: Sendable {
    private let last = Mutex<Moment?>(nil)
    private let time: any TimeSource
    private let period: Duration
    private let work: @Sendable () async throws -> Void

    package init(
        _ time: any TimeSource, every period: Duration = .seconds(24 * 3600), _ work: @escaping @Sendable () async throws -> some Sendable
    ) {
        self.time = time
        self.period = period
        self.work = { _ = try await work() }
    }

    /// - Returns: false, because it leads to no other work.
    package func run() async throws -> Bool {
        let now = time.now
        let isDue = last.withLock { [period] last in
            if let last, now.since(last) < period { return false }
            last = now
            return true
        }
        if isDue { try await work() }
        return false
    }
}
