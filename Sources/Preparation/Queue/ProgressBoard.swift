import KinoraKernel
import Synchronization

/// Where a running journey writes how far it is, and its worker reads it with every beat.
package final class ProgressBoard: Sendable {
    private struct State {
        var stage: Job.Stage = .encode
        var stageShare = 0.0
        var total = 1.0
        var done = 0.0
        var running: [String: Double] = [:]
        /// What was open when this attempt began, and when that was: for the speed.
        var open = 0.0
        var began = ContinuousClock.now
        var gained = false
        /// Whether this is work that was done before and given up.
        var isRepeated = false
        /// The largest share that was told: what is done twice does not lead backwards.
        var told = 0.0
        var watchable: Int64?
    }

    private let state = Mutex(State())

    /// Parts of the whole at which stages begin: encoding takes nearly all the time.
    private static let encodeBegins = 0.02
    private static let encodeEnds = 0.92
    private static let verifyBegins = 0.95
    private static let publishBegins = 0.99

    package init() {}

    package func enter(_ stage: Job.Stage) {
        state.withLock {
            $0.stage = stage
            $0.stageShare = 0
        }
    }

    /// How much of the present stage is done, 0 … 1; for the stages that are not counted in pictures.
    package func share(_ share: Double) {
        state.withLock { $0.stageShare = share }
    }

    package func beginEncoding(total: Double, open: Double) {
        state.withLock {
            $0.total = max(1, total)
            $0.open = open
            $0.done = total - open
            $0.running = [:]
            $0.began = .now
        }
    }

    /// How much of the film can be watched, in milliseconds.
    package func offer(_ watchable: Int64) {
        state.withLock { $0.watchable = watchable }
    }

    package func advance(_ task: String, weight: Double) {
        state.withLock { $0.running[task] = weight }
    }

    /// From now on what is finished is no gain: it was done before and given up.
    func repeatWork() { state.withLock { $0.isRepeated = true } }

    /// - Parameter isGain: whether a killed worker's successor would find it done.
    package func finish(_ task: String, weight: Double, isGain: Bool = true) {
        state.withLock {
            $0.running[task] = nil
            $0.done += weight
            if isGain, !$0.isRepeated { $0.gained = true }
        }
    }

    /// Whether something was finished since the last time this was asked.
    package func takeGained() -> Bool {
        state.withLock { state in
            defer { state.gained = false }
            return state.gained
        }
    }

    package func snapshot(at now: ContinuousClock.Instant = .now) -> JobProgress {
        state.withLock { state in
            let encoded = min(state.total, state.done + state.running.values.reduce(0, +))
            state.told = max(state.told, Self.fraction(state, encoded))
            return JobProgress(
                stage: state.stage, fraction: state.told, secondsLeft: Self.left(state, encoded, now), watchable: state.watchable)
        }
    }

    private static func fraction(_ state: State, _ encoded: Double) -> Double {
        func between(_ low: Double, _ high: Double, _ share: Double) -> Double { low + (high - low) * min(1, max(0, share)) }
        switch state.stage {
        case .scan, .identify, .describe: return 0
        case .encode: return between(encodeBegins, encodeEnds, state.open > 0 || state.done > 0 ? encoded / state.total : 0)
        case .package: return between(encodeEnds, verifyBegins, state.stageShare)
        case .verify: return between(verifyBegins, publishBegins, state.stageShare)
        case .publish: return publishBegins
        }
    }

    /// By the speed of this attempt so far; nothing is said in its first seconds.
    private static func left(_ state: State, _ encoded: Double, _ now: ContinuousClock.Instant) -> Double? {
        guard state.stage == .encode, state.open > 0 else { return nil }
        let elapsed = state.began.duration(to: now).inSeconds
        let made = encoded - (state.total - state.open)
        guard elapsed > 2, made > 0 else { return nil }
        return (state.total - encoded) / (made / elapsed)
    }
}
