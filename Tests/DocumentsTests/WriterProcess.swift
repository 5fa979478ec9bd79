import Foundation
import Subprocess
import SystemPackage
import Testing

/// A `store-writer` process.
enum WriterProcess {
    private static var program: FilePath {
        FilePath(URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("store-writer").path)
    }

    /// Lets it write and kills it in the middle, once it has said so many lines.
    /// - Returns: every whole line that it said.
    static func killed(after lines: Int, writing path: String, prefix: String) async throws -> [String] {
        let result = try await Subprocess.run(
            .path(program), arguments: ["write", path, prefix], input: .none, output: .sequence, error: .discarded
        ) { execution in
            var heard = ""
            var isKilled = false
            if lines == 0 {
                try execution.send(signal: .kill)
                isKilled = true
            }
            for try await buffer in execution.standardOutput {
                heard += buffer.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
                if !isKilled, heard.count(where: { $0 == "\n" }) >= lines {
                    try execution.send(signal: .kill)
                    isKilled = true
                }
            }
            return heard
        }
        #expect(result.terminationStatus == .signaled(9))
        return result.closureResult.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    /// Lets it add to the sum.
    static func add(_ count: Int, to path: String) async throws {
        let result = try await Subprocess.run(
            .path(program), arguments: ["add", path, "\(count)"], output: .discarded, error: .string(limit: 10_000))
        #expect(result.terminationStatus == .exited(0), "\(result.standardError)")
    }
}
