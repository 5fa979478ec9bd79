/// Spreads requests over time: a few at once after a pause, and then so many each second. A value that is told the time.
struct TokenBucket: Hashable, Sendable {
    private let capacity: Double
    private let perSecond: Double
    private var tokens: Double
    private var last: ContinuousClock.Instant?

    init(capacity: Int, perSecond: Double) {
        self.capacity = Double(max(1, capacity))
        self.perSecond = max(0.001, perSecond)
        tokens = self.capacity
    }

    /// Takes a place, also one that is still to come.
    /// - Returns: how long to wait for it.
    mutating func take(at now: ContinuousClock.Instant) -> Duration {
        if let last { tokens = min(capacity, tokens + Self.seconds(last.duration(to: now)) * perSecond) }
        last = now
        tokens -= 1
        return tokens >= 0 ? .zero : .milliseconds(Int64((-tokens / perSecond * 1000).rounded(.up)))
    }

    /// Takes a place if there is one now.
    mutating func take(ifFreeAt now: ContinuousClock.Instant) -> Bool {
        var later = self
        guard later.take(at: now) == .zero else { return false }
        self = later
        return true
    }

    private static func seconds(_ duration: Duration) -> Double {
        max(0, Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18)
    }
}
