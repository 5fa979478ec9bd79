import Foundation
import Subprocess
import SystemPackage
import Testing

/// A `snapshot-writer` process.
enum SnapshotProcess {
    private static var program: FilePath {
        FilePath(URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("snapshot-writer").path)
    }

    /// Lets it write and kills it in the middle, some time after it has said that so many snapshots are on disk.
    /// - Returns: the last one that it said is on disk.
    static func killed(after count: Int, writing path: String, prefix: String, delay: Duration) async throws -> Int? {
        let result = try await Subprocess.run(
            .path(program), arguments: [path, prefix], input: .none, output: .sequence, error: .discarded
        ) { execution in
            var heard = ""
            var isKilled = false
            for try await buffer in execution.standardOutput {
                heard += buffer.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
                guard !isKilled, heard.count(where: { $0 == "\n" }) >= count else { continue }
                try await Task.sleep(for: delay)
                try execution.send(signal: .kill)
                isKilled = true
            }
            return heard
        }
        #expect(result.terminationStatus == .signaled(9))
        return result.closureResult.split(separator: "\n", omittingEmptySubsequences: false).dropLast().last.flatMap { Int($0) }
    }
}
