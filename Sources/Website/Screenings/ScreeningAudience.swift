import KinoraKernel
import KinoraViewing
import Synchronization

/// How many watch a screening in step: whoever asked where it stands a moment ago. Of several servers each counts its own.
final class ScreeningAudience: Sendable {
    private let seen = Mutex<[ScreeningID: [String: Moment]]>([:])
    private static let life = Duration.seconds(15)
    /// Who comes beyond these watches, and is not counted.
    static let mostPeople = 500
    private static let mostScreenings = 100

    /// - Parameter session: whose player asks.
    func note(_ session: String, at screening: ScreeningID, _ now: Moment) {
        seen.withLock { seen in
            if seen[screening] == nil, seen.count >= Self.mostScreenings {
                seen = seen.filter { $0.value.values.contains { now.since($0) < Self.life } }
            }
            guard seen[screening] != nil || seen.count < Self.mostScreenings else { return }
            var people = seen[screening, default: [:]].filter { now.since($0.value) < Self.life }
            if people[session] != nil || people.count < Self.mostPeople { people[session] = now }
            seen[screening] = people
        }
    }

    func count(_ screening: ScreeningID, _ now: Moment) -> Int {
        seen.withLock { $0[screening]?.values.count { now.since($0) < Self.life } ?? 0 }
    }
}
