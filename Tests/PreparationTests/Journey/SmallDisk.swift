import Foundation
import Subprocess
import Testing

/// A disk that is soon full: a file system in memory, which only root may mount.
struct SmallDisk: Sendable {
    let path: String

    static var isPossible: Bool { getuid() == 0 && access("/bin/mount", X_OK) == 0 }

    init(megabytes: Int) async throws {
        path = FileManager.default.temporaryDirectory.appending(path: "kinora-disk-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try await Self.run("mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", path])
    }

    func remove() async throws {
        try await Self.run("umount", ["-l", path])
        try FileManager.default.removeItem(atPath: path)
    }

    private static func run(_ name: String, _ arguments: [String]) async throws {
        let result = try await Subprocess.run(
            .name(name), arguments: Arguments(arguments), output: .discarded, error: .string(limit: 4096))
        try #require(result.terminationStatus.isSuccess, "\(result.standardError)")
    }
}
