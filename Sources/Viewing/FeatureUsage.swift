import KinoraKernel

/// How often a feature was watched, how far, and when.
package struct FeatureUsage: Hashable, Sendable {
    /// Sittings in which it was played.
    package var sittings: Int { furthest.count }
    /// Sittings in which nearly all of it was reached.
    package var finished: Int { furthest.values.count { $0 >= Self.asGoodAsWhole } }
    /// Seconds of all sittings together.
    package private(set) var seconds = 0.0
    /// 0 … 1, the furthest of all sittings.
    package var completion: Double { furthest.values.max() ?? 0 }
    package private(set) var firstAt: Moment?
    package private(set) var lastAt: Moment?
    /// Where the last sitting ended, in seconds from the beginning.
    package private(set) var lastPosition = 0.0

    private var furthest: [String: Double] = [:]

    /// From here on the credits run.
    package static let asGoodAsWhole = 0.95

    package init() {}

    package mutating func add(_ watch: Watch) {
        seconds += watch.seconds
        furthest[watch.sitting] = max(furthest[watch.sitting] ?? 0, watch.completion)
        firstAt = min(firstAt ?? watch.startedAt, watch.startedAt)
        if lastAt.map({ $0 <= watch.lastAt }) ?? true {
            lastAt = watch.lastAt
            lastPosition = watch.position
        }
    }
}
