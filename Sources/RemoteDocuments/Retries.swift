/// When a call that failed is made again: exponential pauses with a random part, within an attempt's and a time's bound.
struct Retries {
    private let limits: RemoteLimits
    private var attempts = 1

    init(_ limits: RemoteLimits) {
        self.limits = limits
    }

    /// The pause before the next attempt, or nil when there is to be none.
    /// - Parameters:
    ///   - asked: what the server wants to be given with `Retry-After`; never gone below, and given up when it is too much.
    ///   - elapsed: the time since the first attempt began.
    ///   - chance: between 0 and 1.
    mutating func pause(asked: Duration?, elapsed: Duration, chance: Double) -> Duration? {
        guard attempts < limits.attempts else { return nil }
        let most = min(limits.firstPause * (1 << min(attempts - 1, 20)), limits.longestPause)
        attempts += 1
        if let asked, asked > limits.longestRetryAfter { return nil }
        let pause = max(most * (0.5 + chance / 2), asked ?? .zero)
        return elapsed + pause <= limits.patience ? pause : nil
    }
}
