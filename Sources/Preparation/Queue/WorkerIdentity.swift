import Foundation
import KinoraKernel

/// The name under which a worker leases jobs: `host/boot/namespace/process/start/random`.
///
/// A worker that starts can tell from it whether an earlier worker of the same computer is dead, and need not wait for its lease. Process
/// numbers come round again, so the time at which the process began is part of the name; and the namespace, because processes in another
/// container cannot be seen. Two computers may have one name (`localhost`, `debian`) and number their namespaces alike, so what makes a
/// computer is the random number that its kernel chose when it started (`boot_id`, random(4)): whoever has another one is never called dead
/// here. Its lease runs out.
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
        guard parts.count == 6, let boot, parts[1] == boot, let namespace, parts[2] == namespace,
            FileManager.default.fileExists(atPath: "/proc/self/stat")
        else { return false }
        return startTime(of: String(parts[3])) != String(parts[4])
    }

    private static let place: String = {
        let host = ProcessInfo.processInfo.hostName.replacing("/", with: "_")
        return "\(host)/\(boot ?? "-")/\(namespace ?? "-")"
    }()

    private static let boot: String? = {
        let text = FileManager.default.contents(atPath: "/proc/sys/kernel/random/boot_id").map { String(decoding: $0, as: UTF8.self) }
        return text.map { $0.filter { $0.isHexDigit || $0 == "-" } }.flatMap { $0.isEmpty ? nil : $0 }
    }()

    private static let namespace = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")

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
