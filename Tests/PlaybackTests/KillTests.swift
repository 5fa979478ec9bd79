import Foundation
import Testing

/// `kill -9` in the middle of preparation, again and again, until the film is done.
@Suite("Killed at any moment, preparation goes on", .timeLimit(.minutes(10)))
struct KillTests {
    @Test func aKilledJobResumesAndEndsInTheSameBytes() async throws {
        // Given: two equal libraries with a film of several chunks.
        let calm = try KinoraProgram.inNewFolder(["KINORA_CHUNK_SECONDS": "8", "KINORA_WORKERS": "2"])
        let harried = try KinoraProgram.inNewFolder(["KINORA_CHUNK_SECONDS": "8", "KINORA_WORKERS": "2"])
        defer { for program in [calm, harried] { program.remove() } }
        let film = calm.library.appendingPathComponent("Harbour Lights (2021).mkv")
        try await Tool.film(seconds: 60, size: "640x360", extra: ["-bf", "2", "-c:a", "ac3"], at: film)
        try FileManager.default.copyItem(at: film, to: harried.library.appendingPathComponent(film.lastPathComponent))

        // When: one is prepared in peace, the other is killed again and again.
        let outcome = try await calm.run(["prepare", "--once"])
        try #require(outcome.code == 0, "\(outcome.error)")
        var kills = 0
        for delay in [900, 1700, 1300, 2100, 1100] {
            if try await !finished(harried, after: .milliseconds(delay)) { kills += 1 }
        }
        let last = try await harried.run(["prepare", "--once"])

        // Then: it was really killed at work, and everything is as if nothing had happened.
        #expect(kills >= 2, "the film was done before it could be killed")
        #expect(last.code == 0, "\(last.error)")
        #expect(try await harried.jobs().map(\.state) == ["done"])
        #expect(harried.packages().map(\.lastPathComponent) == calm.packages().map(\.lastPathComponent))
        #expect(harried.packages().count == 1)
        let work = harried.data.appendingPathComponent("work")
        #expect(((try? FileManager.default.contentsOfDirectory(atPath: work.path)) ?? []).isEmpty)
    }

    /// Starts `kinora prepare --once`, kills it with SIGKILL after a while, and waits until none of its ffmpegs is left.
    /// - Returns: whether it had finished by itself before.
    private func finished(_ program: KinoraProgram, after delay: Duration) async throws -> Bool {
        let process = try program.start(["prepare", "--once"])
        try await Task.sleep(for: delay)
        let done = !process.isRunning
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        for _ in 0..<50 where try await program.encoders() > 0 { try await Task.sleep(for: .milliseconds(100)) }
        #expect(try await program.encoders() == 0, "an encoder outlived its parent")
        return done && process.terminationReason == .exit
    }
}
