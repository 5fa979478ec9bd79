import Synchronization

/// Counts what was asked of the server and how long answers took to begin, for whoever watches over it.
package final class RequestMeter: Sendable {
    /// One kind of request: a route as it is written in the table, so there are no more kinds than routes.
    package struct Kind: Hashable, Comparable, Sendable {
        package let route: String
        package let method: String
        /// 1 to 5, the first digit of the status.
        package let statusClass: Int

        package static func < (left: Self, right: Self) -> Bool {
            (left.route, left.method, left.statusClass) < (right.route, right.method, right.statusClass)
        }
    }

    package struct Tally: Sendable {
        package fileprivate(set) var seconds = 0.0
        /// How many took no longer than each of `bounds`; in the last place all.
        package fileprivate(set) var counts = [Int](repeating: 0, count: RequestMeter.bounds.count + 1)

        package var count: Int { counts.last ?? 0 }
    }

    /// Seconds.
    package static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    private let tallies = Mutex<[Kind: Tally]>([:])
    private let underway = Atomic<Int>(0)

    package init() {}

    /// Requests whose answers have not begun.
    package var open: Int { underway.load(ordering: .relaxed) }

    package var all: [Kind: Tally] { tallies.withLock { $0 } }

    func begins() { underway.wrappingAdd(1, ordering: .relaxed) }
    func ends() { underway.wrappingSubtract(1, ordering: .relaxed) }

    func count(route: String?, method: String, status: Int, after time: Duration) {
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        let kind = Kind(route: route ?? "none", method: route == nil ? "any" : method, statusClass: status / 100)
        tallies.withLock { tallies in
            tallies[kind, default: Tally()].seconds += seconds
            for place in Self.bounds.indices where seconds <= Self.bounds[place] { tallies[kind]?.counts[place] += 1 }
            tallies[kind]?.counts[Self.bounds.count] += 1
        }
    }
}
