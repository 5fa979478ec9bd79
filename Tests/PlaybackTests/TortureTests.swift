import Foundation
import Testing

/// `Scripts/torture` with few kills: three in each stage, at moments of chance. Its seed is printed, so that a failure can be repeated.
@Suite("Killed in every stage, preparation loses nothing", .timeLimit(.minutes(15)))
struct TortureTests {
    @Test func twentyKillsInEveryStageEndInTheSameBytes() async throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Scripts/torture")
        let outcome = try await Tool.run("python3", [script.path, "--kinora", KinoraProgram.binary, "--kills", "20", "--seconds", "10"])
        print(outcome.output)
        #expect(outcome.succeeded, "\(outcome.output)\n\(outcome.error)")
        #expect(outcome.output.contains("20 kills in "))
    }
}
