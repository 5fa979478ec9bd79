import KinoraGate
import Synchronization

/// How many people may send files, or choose pictures that are made anew, at once: each file lies in memory until it was looked at, and each
/// picture is a run of ffmpeg.
final class UploadTurns: Sendable {
    static let most = 2

    private let taken = Mutex(0)

    /// - Throws: `Refusal.busy` where as many are at work as may be.
    func take<Outcome>(_ work: () async throws -> Outcome) async throws -> Outcome {
        let isFree = taken.withLock { taken in
            guard taken < Self.most else { return false }
            taken += 1
            return true
        }
        guard isFree else { throw Refusal.busy(seconds: 5) }
        defer { taken.withLock { $0 -= 1 } }
        return try await work()
    }
}
