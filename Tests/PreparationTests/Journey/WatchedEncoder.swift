import KinoraPreparation
import Synchronization

/// An encoder that notes what it is asked for, and can be told to do something before it begins and after it ends.
final class WatchedEncoder: Encoder {
    private struct State {
        var commands: [EncodeCommand] = []
        var before: (@Sendable (EncodeCommand) async throws -> Void)?
        var after: (@Sendable (EncodeCommand) async throws -> Void)?
    }

    private let real: any Encoder
    private let state = Mutex(State())

    init(_ real: any Encoder) {
        self.real = real
    }

    /// The commands that were begun.
    var commands: [EncodeCommand] { state.withLock { $0.commands } }

    /// Commands that encode a chunk of the picture.
    var chunks: [EncodeCommand] { commands.filter { $0.arguments.contains("-filter_complex") } }

    func before(_ action: (@Sendable (EncodeCommand) async throws -> Void)?) {
        state.withLock {
            $0.before = action
            $0.commands = []
        }
    }

    func after(_ action: (@Sendable (EncodeCommand) async throws -> Void)?) {
        state.withLock { $0.after = action }
    }

    func run(_ command: EncodeCommand, report: @escaping @Sendable (EncodeProgress) -> Void) async throws -> EncodeReport {
        let action = state.withLock {
            $0.commands.append(command)
            return $0.before
        }
        try await action?(command)
        let report = try await real.run(command, report: report)
        try await state.withLock { $0.after }?(command)
        return report
    }
}
