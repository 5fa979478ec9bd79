import Foundation
import Testing

/// What happens to a computer on ordinary bad days, done to the real program.
@Suite("Misfortunes while a film is prepared", .serialized, .timeLimit(.minutes(10)))
struct MisfortuneTests {
    private static let settings = ["KINORA_CHUNK_SECONDS": "4", "KINORA_WORKERS": "2"]

    /// A program with a film that takes some seconds, and a log.
    private func program(films: Int = 1) async throws -> KinoraProgram {
        let program = try KinoraProgram.inNewFolder(Self.settings)
        try Data().write(to: program.log)
        for number in 1...films {
            let film = program.library.appendingPathComponent("Film \(number) (200\(number)).mkv")
            try await Tool.film(seconds: 30 + number, size: "640x360", extra: ["-bf", "2", "-c:a", "ac3"], at: film)
        }
        return program
    }

    private func wait(_ what: Comment, until isSo: () async throws -> Bool) async throws {
        for _ in 0..<900 {
            if try await isSo() { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record(what)
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func stoppedItEndsAtOnceAndTheJobWaitsAsIfNothingHadBeen(signal: Int32) async throws {
        let program = try await program()
        defer { program.remove() }
        let process = try program.start(["prepare", "--once"])
        try await wait("no chunk was finished") { !program.chunks().isEmpty || !process.isRunning }

        kill(process.processIdentifier, signal)
        let begin = ContinuousClock.now
        process.waitUntilExit()

        #expect(begin.duration(to: .now) < .seconds(10))
        #expect(process.terminationReason == .exit && process.terminationStatus == 1)
        #expect(try await program.encoders() == 0)
        let job = try #require(try await program.jobs().first)
        #expect(job.state == "waiting" && job.attempts == 0 && job.reason == nil)
        #expect(!program.chunks().isEmpty && program.packages().isEmpty)
    }

    @Test func twoWorkersShareTheFilms() async throws {
        let program = try await program(films: 2)
        defer { program.remove() }

        async let one = program.run(["prepare", "--once"])
        async let other = program.run(["prepare", "--once"])
        let outcomes = try await [one, other]

        #expect(outcomes.allSatisfy { $0.code == 0 }, "\(outcomes.map(\.error))")
        let said = outcomes.map(\.error).joined().split(separator: "\n")
        for number in 1...2 { #expect(said.filter { $0.hasSuffix("Prepared Film \(number) (200\(number))") }.count == 1, "\(said)") }
        #expect(try await program.jobs().map(\.state) == ["done", "done"])
        #expect(program.packages().count == 2)
    }

    @Test func commandsFromAnotherProcessAreObeyed() async throws {
        let program = try await program()
        defer { program.remove() }
        let process = try program.start(["prepare"])
        defer { process.terminate() }
        try await wait("no chunk was finished") { !program.chunks().isEmpty }
        let id = try #require(try await program.jobs().first?.id)

        #expect(try await program.run(["jobs", "pause", id]).code == 0)
        try await wait("it encodes although it is paused") { try await program.encoders() == 0 }
        let kept = program.chunks()
        #expect(!kept.isEmpty)

        #expect(try await program.run(["jobs", "resume", id]).code == 0)
        try await wait("it does not go on") { try await program.encoders() > 0 }
        #expect(Set(program.chunks()).isSuperset(of: kept))

        #expect(try await program.run(["jobs", "cancel", id]).code == 0)
        let work = program.data.appendingPathComponent("work").path
        try await wait("it left something behind") { try FileManager.default.contentsOfDirectory(atPath: work).isEmpty }

        #expect(try await program.run(["jobs", "retry", id]).code == 0)
        try await wait("it is not done") { try await program.jobs().first?.state == "done" }
        #expect(program.packages().count == 1)
    }

    @Test func everythingIsPausedAtOnceAndStaysSoOverARestart() async throws {
        let program = try await program()
        defer { program.remove() }
        let process = try program.start(["prepare"])
        try await wait("no chunk was finished") { !program.chunks().isEmpty }

        #expect(try await program.run(["jobs", "pause", "--all"]).code == 0)
        try await wait("it is not frozen") { try await program.frozenEncoders() == program.encoders() }
        #expect(try await program.run(["jobs"]).output.contains("Preparation is paused."))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try await wait("a frozen encoder outlived its parent") { try await program.encoders() == 0 }

        let kept = program.chunks()
        let next = try program.start(["prepare"])
        defer { next.terminate() }
        try await wait("it does not say why it waits") {
            try String(contentsOf: program.log, encoding: .utf8).contains("Preparation is paused.")
        }
        #expect(try await program.encoders() == 0)

        #expect(try await program.run(["jobs", "resume", "--all"]).code == 0)
        try await wait("it is not done") { try await program.jobs().first?.state == "done" }
        #expect(program.packages().count == 1 && !kept.isEmpty)
        #expect(try await program.run(["jobs", "pause"]).code == 64)
    }

    @Test func aDatabaseThatIsMovedAwayEndsItWithAClearWord() async throws {
        let program = try await program()
        defer { program.remove() }
        let process = try program.start(["prepare", "--once"])
        try await wait("no chunk was finished") { !program.chunks().isEmpty || !process.isRunning }

        let database = program.data.appendingPathComponent("kinora.sqlite")
        let elsewhere = program.folder.appendingPathComponent("elsewhere.sqlite")
        try FileManager.default.moveItem(at: database, to: elsewhere)
        process.waitUntilExit()

        let said = try String(contentsOf: program.log, encoding: .utf8)
        #expect(process.terminationStatus == 1)
        #expect(said.contains("kinora.sqlite was moved or deleted"), "\(said)")
        #expect(try await program.encoders() == 0)

        try FileManager.default.moveItem(at: elsewhere, to: database)
        let outcome = try await program.run(["prepare", "--once"])
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(try await program.jobs().map(\.state) == ["done"])
    }

    @Test(.enabled(if: getuid() == 0, "only root may mount a small disk"))
    func aFullDiskIsToldInNumbersAndRetriedWhenThereIsRoom() async throws {
        let program = try await program()
        defer { program.remove() }
        try FileManager.default.createDirectory(at: program.data, withIntermediateDirectories: true)
        try #require(try await Tool.run("mount", ["-t", "tmpfs", "-o", "size=500m", "tmpfs", program.data.path]).succeeded)
        var isMounted = true
        func unmount() async throws {
            guard isMounted else { return }
            isMounted = false
            _ = try await Tool.run("umount", ["-l", program.data.path])
        }
        do {
            let filler = program.data.appendingPathComponent("filler")
            try #require(try await Tool.run("fallocate", ["-l", "480M", filler.path]).succeeded)

            let refused = try await program.run(["prepare", "--once"])
            #expect(refused.code == 0, "\(refused.error)")
            let job = try #require(try await program.jobs().first)
            let reason = try #require(job.reason)
            #expect(job.state == "waiting" && job.attempts == 0, "\(job)")
            #expect(reason.contains("MB are free. Free some space; it goes on by itself when there is room."), "\(reason)")
            #expect(reason.contains(program.data.path) && !reason.contains("/work"), "\(reason)")

            // In the middle of the work something else takes what is left.
            try FileManager.default.removeItem(at: filler)
            #expect(try await program.run(["jobs", "retry", job.id]).code == 0)
            let process = try program.start(["prepare", "--once"])
            try await wait("no chunk was finished") { !program.chunks().isEmpty || !process.isRunning }
            _ = try await Tool.run("dd", ["if=/dev/zero", "of=\(filler.path)", "bs=64k"])
            process.waitUntilExit()
            #expect(program.packages().isEmpty)
            #expect(try await program.encoders() == 0)

            // As soon as there is room again it goes on, without a word.
            try FileManager.default.removeItem(at: filler)
            let worker = try program.start(["prepare"])
            try await wait("it does not go on by itself") { try await program.jobs().map(\.state) == ["done"] }
            worker.terminate()
            worker.waitUntilExit()
            #expect(program.packages().count == 1)
        } catch {
            try await unmount()
            throw error
        }
        try await unmount()
    }
}
