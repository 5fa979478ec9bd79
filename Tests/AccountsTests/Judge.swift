import Foundation
import Subprocess
import SystemPackage

/// Other people's programs, asked whether they see things as we do.
enum Judge {
    struct Failure: Error {
        let program: String
        let message: String
    }

    /// What the program says, without the last line end.
    static func ask(_ program: String, _ arguments: [String], input: String = "") async throws -> String {
        let executable: Executable = program.contains("/") ? .path(FilePath(program)) : .name(program)
        let result = try await Subprocess.run(
            executable, arguments: Arguments(arguments), input: .string(input), output: .string(limit: 5_000_000),
            error: .string(limit: 1_000_000))
        guard result.terminationStatus.isSuccess else { throw Failure(program: program, message: result.standardError) }
        return result.standardOutput.hasSuffix("\n") ? String(result.standardOutput.dropLast()) : result.standardOutput
    }

    /// The tests' own Python, with the packages that `Scripts/setup test` brings. (Not standardized: that would follow the link to the system's
    /// Python, which lacks them.)
    static var python: String { root.appendingPathComponent(".venv/bin/python").path }

    /// The folder of the whole project.
    static var root: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }
}
