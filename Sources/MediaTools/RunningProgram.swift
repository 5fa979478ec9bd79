import Foundation
import Synchronization

/// A program while it runs, as the leader of its process group: it can be frozen, thawed, and asked what it has used.
final class RunningProgram: Sendable {
    private struct State {
        var number: Int32?
        var isFrozen = false
    }

    private let state = Mutex(State())

    func began(_ number: Int32) { state.withLock { $0.number = number } }

    /// Nothing is sent to it from now on: its number may soon be another's.
    func ended() { state.withLock { $0.number = nil } }

    var isFrozen: Bool { state.withLock { $0.isFrozen } }

    /// Stops it where it is, or lets it go on from there; it cannot tell the difference.
    func freeze(_ isFrozen: Bool) {
        state.withLock { state in
            guard let number = state.number, state.isFrozen != isFrozen else { return }
            // A group that has just ended by itself is no failure.
            _ = kill(-number, isFrozen ? SIGSTOP : SIGCONT)
            state.isFrozen = isFrozen
        }
    }

    /// Processor seconds since it began; nil where the system does not tell.
    ///
    /// Fields 14 and 15 of `/proc/<number>/stat` (proc(5)), in clock ticks. The second field may hold anything in brackets, so fields are
    /// counted from the last bracket.
    var used: Double? {
        guard let number = state.withLock({ $0.number }), let data = FileManager.default.contents(atPath: "/proc/\(number)/stat"),
            let bracket = data.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let fields = data[data.index(after: bracket)...].split(separator: UInt8(ascii: " "))
        guard fields.count > 12 else { return nil }
        let ticks = fields[11...12].reduce(0.0) { $0 + (Double(String(decoding: $1, as: UTF8.self)) ?? 0) }
        return ticks / Self.ticksPerSecond
    }

    private static let ticksPerSecond = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
}
