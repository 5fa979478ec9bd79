import KinoraKernel

/// Holds everything that a worker runs, and lets it go on: what the worker turns, and whoever runs programs obeys.
///
/// Programs are frozen where they are and go on from there, so nothing that was begun is lost and the result is the same to the byte.
package final class Brake: Sendable {
    private let bell = Bell(false)

    package init() {}

    package var isHeld: Bool { bell.withState { $0 } }

    package func hold() { bell.withState { $0 = true } }

    package func release() { bell.ring { $0 = false } }

    /// Returns at once when nothing is held, else when it is let go.
    /// - Throws: `CancellationError`.
    package func released() async throws {
        await bell.wait { isHeld in !isHeld }
        try Task.checkCancellation()
    }
}
