import KinoraKernel
import Synchronization

/// Remembers for a moment that an address was allowed to play: a player asks for a file every second or so, and holds its place among the
/// account's streams for longer than a minute.
final class AddressMemory: Sendable {
    /// So long an answer holds. Less than a place is held (`StreamLedger.life`), so that whoever plays keeps it.
    static let life = Duration.seconds(20)
    /// Addresses that are remembered; when there are more, all are forgotten.
    private static let most = 10_000

    private let allowed = Mutex<[String: Moment]>([:])

    func isAllowed(_ address: String, at now: Moment) -> Bool {
        allowed.withLock { $0[address].map { now < $0 } ?? false }
    }

    func allow(_ address: String, at now: Moment) {
        allowed.withLock { allowed in
            if allowed.count >= Self.most { allowed = [:] }
            allowed[address] = now + Self.life
        }
    }
}
