import Foundation
import Testing

@Suite("Nobody is let in by accident", .timeLimit(.minutes(10)))
struct ListeningTests {
    @Test(arguments: ["0.0.0.0", "::", "192.0.2.1", "localhost.example.org"])
    func otherAddressesThanThisMachinesAreRefused(host: String) async throws {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }

        let outcome = try await program.run(["serve", "--host", host, "--port", "0"])

        #expect(outcome.code == 1)
        #expect(outcome.error.contains("--url"))
        #expect(outcome.error.split(separator: "\n").count == 1, "one line: \(outcome.error)")
    }
}
