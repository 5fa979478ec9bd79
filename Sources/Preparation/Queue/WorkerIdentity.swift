import Foundation
import KinoraKernel

/// The name under which a worker leases jobs: `host/namespace/process/start/random`.
///
/// A worker that starts can tell from it whether an earlier worker of the same computer is dead, and need not wait for its lease. Process
/// numbers come round again, so the time at which the process began is part of the name; and the namespace, because processes in another
/// container cannot be seen.
package struct WorkerIdentity: Hashable, Sendable {
    package let name: String

    /// A worker of this process.
    package static func make() -> WorkerIdentity {
        let number = ProcessInfo.processInfo.processIdentifier
        let start = startTime(of: String(number)) ?? "0"
        return WorkerIdentity(name: "\(place)/\(number)/\(start)/\(Identifier<WorkerIdentity>.make().rawValue.prefix(6))")
    }

    package init(name: String) {
        self.name = name
    }

    /// Whether a name belongs to a process of this computer that has ended. False whenever that cannot be told.
    package static func isDead(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 5, "\(parts[0])/\(parts[1])" == place, FileManager.default.fileExists(atPath: "/proc/self/stat") else {
            return false
        }
        return startTime(of: String(parts[2])) != String(parts[3])
    }

    private static let place: String = {
        let host = ProcessInfo.processInfo.hostName.replacing("/", with: "_")
        let namespace = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? "-"
        return "\(host)/\(namespace)"
    }()

    /// Field 22 of `/proc/<number>/stat`: clock ticks between the computer's start and the process's. The second field may hold anything
    /// in brackets, so fields are counted from the last bracket.
    private static func startTime(of number: String) -> String? {
        guard number.allSatisfy(\.isNumber), let data = FileManager.default.contents(atPath: "/proc/\(number)/stat") else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        guard let bracket = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: bracket)...].split(separator: " ")
        return fields.count > 19 ? String(fields[19]) : nil
    }
}
