import Synchronization

/// Gathers a program's `ErrorLines` while it runs.
final class ErrorLog: Sendable {
    private let state = Mutex(ErrorLines())

    var lines: ErrorLines { state.withLock { $0 } }

    func add(_ line: ArraySlice<UInt8>) {
        state.withLock { $0.add(line) }
    }
}
