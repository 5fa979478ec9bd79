import Foundation
import KinoraKernel
import KinoraMediaTools
import KinoraPreparation
import Testing

@Suite("An ffmpeg that misbehaves", .serialized, .timeLimit(.minutes(10)))
struct BadToolTests {
    private static func tool(_ script: String) throws -> Tool {
        let path = FileManager.default.temporaryDirectory.appending(path: "kinora-tool-\(UUID().uuidString)").path
        try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return .ffmpeg(at: path)
    }

    private static func run(_ script: String, patience: Duration, isQuiet: Bool = false) async throws {
        let tool = try tool(script)
        defer { try? FileManager.default.removeItem(atPath: tool.path ?? "") }
        let command = EncodeCommand(arguments: [], outputs: [], isQuiet: isQuiet)
        _ = try await FFmpegEncoder(ffmpeg: tool, patience: patience).run(command) { _ in }
    }

    @Test(
        "One that hangs, or talks without getting on, is stopped",
        arguments: ["exec sleep 3600", "while :; do echo frame=0; sleep 0.1; done"])
    func hanging(script: String) async throws {
        await #expect(throws: Trouble.stalled(name: "ffmpeg", minutes: 0)) { try await Self.run(script, patience: .milliseconds(500)) }
    }

    @Test("One that reads on without a result is left alone as long as it speaks")
    func quiet() async throws {
        try await Self.run(
            "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do echo frame=0; sleep 0.5; done", patience: .seconds(5), isQuiet: true)
    }

    @Test("One that does not stop complaining is stopped")
    func noisy() async throws {
        await #expect(throws: Trouble.toolFailed(name: "ffmpeg", reason: "it did not stop complaining (\("Something is odd"))")) {
            try await Self.run("exec yes Something is odd >&2", patience: .seconds(3600))
        }
    }

    @Test(
        "What it does not do is said plainly, after three times, and nothing is published",
        arguments: [
            ("exit 0", "it ended without an error, but made nothing"),
            ("for last; do :; done; case \"$last\" in file:*) echo nonsense > \"${last#file:}\";; esac", "what it made cannot be read"),
            ("kill -9 $$", "ended by a signal, perhaps because the memory was full"),
        ])
    func useless(script: String, reason: String) async throws {
        let tool = try Self.tool(script)
        defer { try? FileManager.default.removeItem(atPath: tool.path ?? "") }
        let workshop = try await Workshop(ffmpeg: tool)
        try await FilmClip.film(at: workshop.path("film.mkv"), seconds: 2, audio: ["-c:a", "ac3"])
        let id = try await workshop.enqueue("film.mkv")
        try await workshop.worker.run(once: true)
        let job = try await workshop.job(id)
        #expect(job.state == .failed && job.attempts == 3)
        #expect(job.reason?.contains(reason) == true, "\(job.reason ?? "")")
        #expect(try workshop.published().isEmpty)
    }
}
