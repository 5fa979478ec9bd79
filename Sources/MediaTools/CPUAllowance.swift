/// Decides from what a program has used whether it may run on, so that on average it takes a share of the processor.
///
/// What it may use grows with time; whoever used more is held until time has caught up. What is not used is saved for half a second only.
struct CPUAllowance: Sendable {
    let cores: Double
    private var allowed = 0.0

    /// Seconds of processor time that may be saved up.
    private static let burst = 0.5

    init(cores: Double) {
        self.cores = cores
    }

    /// - Parameters:
    ///   - used: processor seconds since the program began.
    ///   - elapsed: seconds on the clock since this was last asked, as far as the program was not held for another reason.
    mutating func mayRun(used: Double, elapsed: Double) -> Bool {
        allowed = min(allowed + elapsed * cores, used + Self.burst)
        return used <= allowed
    }
}
