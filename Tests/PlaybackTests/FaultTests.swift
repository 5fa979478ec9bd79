import Foundation
import Testing

/// `Scripts/faults` for a short while: each kind of fault at least once. Its seed is printed, so that a failure can be repeated.
@Suite("Whatever breaks, nothing that was acknowledged is lost", .timeLimit(.minutes(15)))
struct FaultTests {
    @Test func rolesAreKilledTheDatabaseGoesAwayTheDiskIsFullTheLibraryIsGone() async throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Scripts/faults")
        let outcome = try await Tool.run("python3", [script.path, "--kinora", KinoraProgram.binary, "--seconds", "25"])
        print(outcome.output)
        #expect(outcome.succeeded, "\(outcome.output)\n\(outcome.error)")
        #expect(outcome.output.contains("nothing that was acknowledged is lost"))
    }
}
