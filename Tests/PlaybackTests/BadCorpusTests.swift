import Foundation
import Testing

/// Some 160 broken, lying and hostile files, made by `Tests/BadInput/make.py`, in one library with a good film: what the judge there saw.
@Suite("A library of bad files", .timeLimit(.minutes(40)))
struct BadCorpusTests {
    @Test("Some of each kind are prepared or refused in plain words, and nothing else is touched")
    func some() async throws { try await judge(["--some"]) }

    @Test(
        "Every one is prepared or refused in plain words, and nothing else is touched",
        .enabled(if: ProcessInfo.processInfo.environment["KINORA_LONG_TESTS"] != nil, "takes many minutes; set KINORA_LONG_TESTS"))
    func every() async throws { try await judge([]) }

    private func judge(_ which: [String]) async throws {
        let judge = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("BadInput/judge.py")
        let outcome = try await Tool.run("python3", ["-B", judge.path, KinoraProgram.binary] + which)
        let problems = outcome.output.split(separator: "\n").filter { $0.hasPrefix("PROBLEM") }
        #expect(outcome.succeeded && problems.isEmpty, "\(problems.joined(separator: "\n"))\n\(outcome.error)")
        #expect(outcome.output.contains(" cases in "))
    }
}
