import KinoraKernel
import KinoraPreparation
import Subprocess
import SystemPackage

/// Runs a program to its end, reading what it says as it says it.
///
/// - Nothing it starts outlives Kinora: `setpriv --pdeathsig KILL` has the kernel end it even when Kinora is killed. Cancelling the task
///   kills it at once.
/// - It stands in a process group of its own, so a Ctrl-C at the terminal reaches it through Kinora alone.
/// - It is frozen while the brake is held, and so often that it takes no more than its share of the processor (`Pace`).
/// - It cannot take more memory than its bounds (`ToolBounds`).
/// - One that says nothing new for `patience` is taken for hung and killed, and one that does not stop complaining too.
struct ToolRun: Sendable {
    let tool: Tool
    let patience: Duration
    let pace: Pace
    let bounds: ToolBounds
    /// More lines on standard error than the worst film causes.
    private static let mostComplaints = 100_000

    struct Exit: Sendable {
        let status: TerminationStatus
        let errors: ErrorLines
    }

    init(_ tool: Tool, patience: Duration, pace: Pace = Pace(), bounds: ToolBounds = .reading) {
        self.tool = tool
        self.patience = patience
        self.pace = pace
        self.bounds = bounds
    }

    /// - Parameter complaint: gets each line of standard error, for those few programs that say there what is asked of them.
    /// - Parameter line: gets each line of standard output; answers whether it shows that the program gets on.
    func run(
        _ arguments: [String], complaint: @escaping @Sendable (ArraySlice<UInt8>) -> Void = { _ in },
        line: @escaping @Sendable (ArraySlice<UInt8>) -> Bool
    ) async throws -> Exit {
        try await pace.brake.released()
        let heard = LastSign()
        let errors = ErrorLog()
        let program = RunningProgram()
        do {
            return try await withThrowingTaskGroup(of: TerminationStatus?.self) { group in
                group.addTask { try await execute(arguments, program, heard: heard, errors: errors, complaint: complaint, line: line) }
                group.addTask { try await watch(program, heard, errors) }
                defer { group.cancelAll() }
                while let status = try await group.next() {
                    if let status { return Exit(status: status, errors: errors.lines) }
                }
                throw CancellationError()
            }
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            throw Trouble.toolFailed(name: tool.name, reason: "it could not be started (\(error.description))")
        }
    }

    private func execute(
        _ arguments: [String], _ running: RunningProgram, heard: LastSign, errors: ErrorLog,
        complaint: @escaping @Sendable (ArraySlice<UInt8>) -> Void, line: @escaping @Sendable (ArraySlice<UInt8>) -> Bool
    ) async throws -> TerminationStatus {
        var options = PlatformOptions()
        options.processGroupID = 0
        let (program, all) = try guarded(arguments)
        let configuration = Configuration(executable: .path(FilePath(program)), arguments: Arguments(all), platformOptions: options)
        let result = try await Subprocess.run(configuration, input: .none, output: .sequence, error: .sequence) { execution in
            running.began(execution.processIdentifier.value)
            defer { running.ended() }
            async let said: Void = read(execution.standardError) {
                errors.add($0)
                complaint($0)
            }
            try await read(execution.standardOutput) { text in
                if line(text) { heard.now() }
            }
            try await said
        }
        try Task.checkCancellation()
        return result.terminationStatus
    }

    private func guarded(_ arguments: [String]) throws -> (String, [String]) {
        let program = try tool.resolved()
        guard let setpriv = try? Tool.setpriv.resolved(), let prlimit = try? Tool.prlimit.resolved() else { return (program, arguments) }
        let nice = pace.niceness.flatMap { level in (try? Tool.nice.resolved()).map { [$0, "-n", String(level)] } } ?? []
        return (setpriv, ["--pdeathsig", "KILL", "--", prlimit] + bounds.arguments + nice + [program] + arguments)
    }

    private func read(_ output: SubprocessOutputSequence, _ line: @Sendable (ArraySlice<UInt8>) -> Void) async throws {
        var splitter = LineSplitter()
        for try await buffer in output {
            buffer.withUnsafeBytes { bytes in splitter.add(bytes, line) }
            // A pipe that is never empty never makes this wait, and two of them would keep everybody else from working on two cores.
            await Task.yield()
        }
        splitter.finish(line)
    }

    private func watch(_ program: RunningProgram, _ heard: LastSign, _ errors: ErrorLog) async throws -> TerminationStatus? {
        var allowance = pace.cores.map { CPUAllowance(cores: $0) }
        var last = ContinuousClock.now
        while true {
            try await Task.sleep(for: min(patience, Self.tick))
            let now = ContinuousClock.now
            steer(program, &allowance, last.duration(to: now))
            last = now
            if program.isFrozen { heard.now() }
            if errors.lines.lines > Self.mostComplaints {
                throw Trouble.toolFailed(name: tool.name, reason: "it did not stop complaining (\(errors.lines.last.last ?? ""))")
            }
            if heard.elapsed > patience { throw Trouble.stalled(name: tool.name, minutes: Int(patience.components.seconds / 60)) }
        }
    }

    /// How often it is looked at whether it shall be frozen.
    private static let tick = Duration.milliseconds(200)

    private func steer(_ program: RunningProgram, _ allowance: inout CPUAllowance?, _ elapsed: Duration) {
        if pace.brake.isHeld { return program.freeze(true) }
        guard allowance != nil, let used = program.used else { return program.freeze(false) }
        program.freeze(allowance?.mayRun(used: used, elapsed: elapsed.inSeconds) == false)
    }
}
