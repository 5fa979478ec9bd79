import Foundation
import Testing

/// A film on its way through the inbox, with the program killed at moments of chance.
@Suite("A film in the inbox is never lost", .timeLimit(.minutes(10)))
struct InboxKillTests {
    @Test func killedAgainAndAgainItIsWholeSomewhereAndEndsInTheLibrary() async throws {
        let inbox = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-inbox-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
        let program = try KinoraProgram.inNewFolder(["KINORA_CHUNK_SECONDS": "4", "KINORA_INBOX": inbox.path])
        defer {
            program.remove()
            try? FileManager.default.removeItem(at: inbox)
        }
        let film = inbox.appendingPathComponent("harbour.lights.2021.mkv")
        try await Tool.film(seconds: 8, extra: ["-c:a", "ac3"], at: film)
        let bytes = try Data(contentsOf: film)
        try Data("1\n00:00:01,000 --> 00:00:02,000\nHello\n".utf8).write(to: inbox.appendingPathComponent("harbour.lights.2021.en.srt"))
        let place = program.library.appendingPathComponent("Harbour Lights (2021)/Harbour Lights (2021).mkv")

        for _ in 0..<8 {
            let process = try program.start(["prepare", "--once"])
            try await Task.sleep(for: .milliseconds(Int.random(in: 100...1500)))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let copies = [film, place].map { try? Data(contentsOf: $0) }
            #expect(copies.contains(bytes), "the film is whole nowhere")
            #expect(copies.allSatisfy { $0 == nil || $0 == bytes }, "the film has its name and is not whole")
        }
        let outcome = try await program.run(["prepare", "--once"])

        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: inbox.path).isEmpty)
        #expect(try Data(contentsOf: place) == bytes)
        #expect(FileManager.default.fileExists(atPath: place.deletingPathExtension().path + ".en.srt"))
        #expect(try await program.jobs().map(\.state) == ["done"])
        #expect(program.packages().count == 1)
        #expect(!FileManager.default.fileExists(atPath: program.data.appendingPathComponent("unprocessed").path))
        #expect(try await program.run(["scan"]).output.contains("nothing to do"))
    }

    @Test func whatIsNoFilmIsMovedAwayWithItsReason() async throws {
        let inbox = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-inbox-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
        let program = try KinoraProgram.inNewFolder(["KINORA_INBOX": inbox.path])
        defer {
            program.remove()
            try? FileManager.default.removeItem(at: inbox)
        }
        try Data("Just a text, honestly.\n".utf8).write(to: inbox.appendingPathComponent("Letter (2011).mkv"))

        let outcome = try await program.run(["prepare", "--once"])

        #expect(outcome.error.contains("unprocessed"), "\(outcome.error)")
        let reason = program.data.appendingPathComponent("unprocessed/Letter (2011).mkv.reason.txt")
        #expect(try String(contentsOf: reason, encoding: .utf8).hasPrefix("This is not a video file."))
        #expect(try FileManager.default.contentsOfDirectory(atPath: inbox.path).isEmpty)
        #expect(try await program.jobs().isEmpty)
    }
}
