import Foundation
import Subprocess
import SystemPackage
import Testing

/// Passwords, second factors and passkeys of the real program in Debian's Chromium, with a virtual authenticator; the script is
/// `Tests/Browser/factors.py`.
@Suite("A person guards the account", .serialized, .timeLimit(.minutes(20)))
struct FactorBrowserTests {
    @Test func inChromium() async throws {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }
        let house = try await RunningHouse(program, ["--no-prepare"])
        defer { house.stop() }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let python = root.appendingPathComponent(".venv/bin/python").path
        try #require(FileManager.default.isExecutableFile(atPath: python), "Scripts/setup test makes .venv")

        let outcome = try await Subprocess.run(
            .path(FilePath(python)), arguments: [root.appendingPathComponent("Tests/Browser/factors.py").path],
            environment: .inherit.updating([
                "KINORA_BASE": house.address, "KINORA_EMAIL": Owner.address, "KINORA_PASSWORD": Owner.password,
                "KINORA_PROGRAM": KinoraProgram.binary, "KINORA_DATA": program.data.path,
            ]),
            output: .string(limit: 1_000_000), error: .string(limit: 1_000_000))

        #expect(outcome.terminationStatus.isSuccess, "\(outcome.standardOutput)\n\(outcome.standardError)")
    }
}
