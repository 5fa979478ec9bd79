import Foundation
import Testing

/// Debian's Chromium in front of the real server; the scripts are in `Tests/Browser`.
@Suite("A person watches in a real browser", .serialized, .timeLimit(.minutes(20)))
struct BrowserTests {
    @Test func filmsPlayInChromium() async throws {
        let server = try await DemoServer.prepared()
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let python = root.appendingPathComponent(".venv/bin/python").path
        try #require(FileManager.default.isExecutableFile(atPath: python), "Scripts/setup test makes .venv")

        let outcome = try await Tool.run(
            python,
            [root.appendingPathComponent("Tests/Browser/run.py").path, server.address, "--data", server.program.data.path])

        print(outcome.output)
        #expect(outcome.succeeded, "\(outcome.error)")
        #expect(outcome.output.contains(" passed, 0 failed"))
    }
}
