import Foundation
import Synchronization

/// Work that waits for disks, done on a thread of its own so that the cooperative pool goes on.
package enum BlockingWork {
    /// Whether the task that asked for the work was cancelled; long work looks from time to time.
    package final class Cancellation: Sendable {
        private let flag = Atomic(false)

        package init() {}

        package var isCancelled: Bool { flag.load(ordering: .relaxed) }

        package func cancel() { flag.store(true, ordering: .relaxed) }

        /// - Throws: `CancellationError`, once cancelled.
        package func check() throws {
            if isCancelled { throw CancellationError() }
        }
    }

    /// Runs the work and gives its result. The thread ends with the work; a cancelled task waits until the work noticed.
    package static func run<Result: Sendable>(_ work: @escaping @Sendable (Cancellation) throws -> Result) async throws -> Result {
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let thread = Thread {
                    continuation.resume(with: Swift.Result { try work(cancellation) })
                }
                thread.name = "kinora-files"
                thread.stackSize = 1 << 20
                thread.start()
            }
        } onCancel: {
            cancellation.cancel()
        }
    }
}
