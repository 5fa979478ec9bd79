import KinoraKernel
import UnixSignals

/// Work that ends early, and in order, when somebody presses Control-C or sends SIGTERM.
enum Interruptible {
    struct Stopped: Complaint {
        let sentence: String
    }

    /// - Parameter sentence: what to say then.
    static func run<Result: Sendable>(
        saying sentence: String, _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await work() }
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { throw Stopped(sentence: sentence) }
                return nil
            }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }
}
