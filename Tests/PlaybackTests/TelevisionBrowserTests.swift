import Testing

/// A television and a phone in Debian's Chromium; the script is `Tests/Browser/televisions.py`.
@Suite("A television is let in, in a browser", .serialized, .timeLimit(.minutes(15)))
struct TelevisionBrowserTests {
    @Test func withACodeOnTheScreen() async throws {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }
        let house = try await RunningHouse(program, ["--no-prepare"])
        defer { house.stop() }

        let outcome = try await Tool.script(
            "Tests/Browser/televisions.py",
            environment: ["KINORA_BASE": house.address, "KINORA_EMAIL": Owner.address, "KINORA_PASSWORD": Owner.password])

        #expect(outcome.succeeded, "\(outcome.output)\n\(outcome.error)")
    }
}
