import KinoraKernel
import Synchronization

/// Something that is done when the house opens and then once a day.
package final class DailyErrand: Sendable {
    private let last = Mutex<Moment?>(nil)
    private let time: any TimeSource
    private let work: @Sendable () async throws -> Void

    package init(_ time: any TimeSource, _ work: @escaping @Sendable () async throws -> some Sendable) {
        self.time = time
        self.work = { _ = try await work() }
    }

    /// - Returns: false, because it leads to no other work.
    package func run() async throws -> Bool {
        let now = time.now
        let isDue = last.withLock { last in
            if let last, now.since(last) < .seconds(24 * 3600) { return false }
            last = now
            return true
        }
        if isDue { try await work() }
        return false
    }
}
