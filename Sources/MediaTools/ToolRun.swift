import KinoraKernel
import KinoraPreparation
import Subprocess
import SystemPackage

/// Runs a program to its end, reading what it says as it says it.
///
/// - Nothing it starts outlives Kinora: `setpriv --pdeathsig KILL` has the kernel end it even when Kinora is killed. Cancelling the task
///   kills it at once.
/// - It stands in a process group of its own, so a Ctrl-C at the terminal reaches it through Kinora alone.
/// - One that says nothing new for `patience` is taken for hung and killed, and one that does not stop complaining too.
struct ToolRun: Sendable {
    let tool: Tool
    let patience: Duration
    /// More lines on standard error than the worst film causes.
    private static let mostComplaints = 100_000

    struct Exit: Sendable {
        let status: TerminationStatus
        let errors: ErrorLines
    }

    init(_ tool: Tool, patience: Duration) {
        self.tool = tool
        self.patience = patience
    }

    /// - Parameter complaint: gets each line of standard error, for those few programs that say there what is asked of them.
    /// - Parameter line: gets each line of standard output; answers whether it shows that the program gets on.
    func run(
        _ arguments: [String], complaint: @escaping @Sendable (ArraySlice<UInt8>) -> Void = { _ in },
        line: @escaping @Sendable (ArraySlice<UInt8>) -> Bool
    ) async throws -> Exit {
        try Task.checkCancellation()
        let heard = LastSign()
        let errors = ErrorLog()
        do {
            return try await withThrowingTaskGroup(of: TerminationStatus?.self) { group in
                group.addTask { try await execute(arguments, heard: heard, errors: errors, complaint: complaint, line: line) }
                group.addTask { try await watch(heard, errors) }
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
        _ arguments: [String], heard: LastSign, errors: ErrorLog, complaint: @escaping @Sendable (ArraySlice<UInt8>) -> Void,
        line: @escaping @Sendable (ArraySlice<UInt8>) -> Bool
    ) async throws -> TerminationStatus {
        var options = PlatformOptions()
        options.processGroupID = 0
        let (program, all) = try guarded(arguments)
        let configuration = Configuration(executable: .path(FilePath(program)), arguments: Arguments(all), platformOptions: options)
        let result = try await Subprocess.run(configuration, input: .none, output: .sequence, error: .sequence) { execution in
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
        guard let setpriv = try? Tool.setpriv.resolved() else { return (program, arguments) }
        return (setpriv, ["--pdeathsig", "KILL", "--", program] + arguments)
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

    private func watch(_ heard: LastSign, _ errors: ErrorLog) async throws -> TerminationStatus? {
        while true {
            try await Task.sleep(for: min(patience, .seconds(5)))
            if errors.lines.lines > Self.mostComplaints {
                throw Trouble.toolFailed(name: tool.name, reason: "it did not stop complaining (\(errors.lines.last.last ?? ""))")
            }
            if heard.elapsed > patience { throw Trouble.stalled(name: tool.name, minutes: Int(patience.components.seconds / 60)) }
        }
    }
}
