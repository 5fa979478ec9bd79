import Foundation
import Testing

/// Several workers on one queue: real programs, one of which is killed, or put to sleep for longer than its lease.
@Suite("Workers that share a queue", .serialized, .timeLimit(.minutes(15)))
struct WorkersTests {
    /// Where the documents are kept.
    enum Engine: String, CaseIterable, Sendable { case sqlite, mongoDB }

    private static let settings = ["KINORA_CHUNK_SECONDS": "4", "KINORA_WORKERS": "2"]

    /// Four processes' worth of patience; nothing is measured.
    private func wait(_ what: Comment, until isSo: () async throws -> Bool) async throws {
        for _ in 0..<3000 {
            if try await isSo() { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record(what)
        throw Stuck()
    }

    private struct Stuck: Error {}

    /// A program with a film of several chunks, and what it becomes where nothing happens.
    private func program(_ environment: [String: String] = [:], seconds: Int = 24) async throws -> (KinoraProgram, package: String) {
        let calm = try KinoraProgram.inNewFolder(Self.settings)
        defer { calm.remove() }
        let name = "Harbour Lights (2021).mkv"
        let film = calm.library.appendingPathComponent(name)
        try await Tool.film(seconds: seconds, size: "640x360", extra: ["-bf", "2", "-c:a", "ac3"], at: film)
        let outcome = try await calm.run(["prepare", "--once"])
        try #require(outcome.code == 0, "\(outcome.error)")
        let program = try KinoraProgram.inNewFolder(Self.settings.merging(environment) { $1 })
        try FileManager.default.copyItem(at: film, to: program.library.appendingPathComponent(name))
        return (program, try #require(calm.packages().first).lastPathComponent)
    }

    /// Pictures of the first rendition that are in the growing package: they are never made again.
    private func appended(_ program: KinoraProgram) -> Int {
        let work = program.data.appendingPathComponent("work")
        let names = FileManager.default.enumerator(atPath: work.path)?.compactMap { $0 as? String } ?? []
        let drafts = names.filter { $0.contains("/growing/v-") && $0.hasSuffix(".json") }.sorted()
        guard let first = drafts.first, let data = FileManager.default.contents(atPath: work.path + "/" + first),
            let draft = try? JSONDecoder().decode(Draft.self, from: data)
        else { return 0 }
        return draft.pictures
    }

    private struct Draft: Decodable {
        var pictures: Int
    }

    /// Whether one of the program's encoders was started by this process. `setpriv`, `prlimit` and the encoder are one process.
    private func isAtWork(_ process: Process) async throws -> Bool {
        try await Tool.run("pgrep", ["-P", "\(process.processIdentifier)", "-f", "ffmpeg"]).succeeded
    }

    private func expectOneGoodPackage(_ program: KinoraProgram, _ package: String) async throws {
        #expect(try await program.jobs().map(\.state) == ["done"])
        #expect(program.packages().map(\.lastPathComponent) == [package])
        let work = program.data.appendingPathComponent("work").path
        #expect(try FileManager.default.contentsOfDirectory(atPath: work).isEmpty)
        // Who was told to end takes a moment for it on a busy machine.
        for _ in 0..<100 where try await program.encoders() > 0 { try await Task.sleep(for: .milliseconds(100)) }
        #expect(try await program.encoders() == 0)
    }

    @Test(arguments: Engine.allCases)
    func aKilledWorkersJobIsTakenOverAndGoesOnAfterTheFinishedChunks(engine: Engine) async throws {
        var environment: [String: String] = [:]
        #if MongoDB
            if engine == .mongoDB, !MongoProcess.isHere { return }
            let server = engine == .mongoDB ? try await MongoProcess() : nil
            defer { server?.stop() }
            environment["KINORA_MONGODB_URI"] = server?.uri
        #else
            if engine == .mongoDB { return }
        #endif
        let (program, package) = try await program(environment)
        defer { program.remove() }
        let one = try program.start(["prepare"])
        let other = try program.start(["prepare"])
        defer { for process in [one, other] where process.isRunning { kill(process.processIdentifier, SIGKILL) } }
        try await wait("nothing was finished") { appended(program) > 0 }
        let (victim, heir) = try await isAtWork(one) ? (one, other) : (other, one)

        kill(victim.processIdentifier, SIGKILL)
        victim.waitUntilExit()
        let finished = appended(program)
        try #require(finished > 0)

        // What was finished never becomes less: the heir goes on behind it.
        try await wait("nobody took it over") {
            let now = appended(program)
            if !program.packages().isEmpty { return true }
            #expect(now >= finished || now == 0, "finished pictures were given up")
            return now > finished
        }
        try await wait("it is not done") { try await program.jobs().first?.state == "done" }
        try await wait("its work is not cleared") {
            try FileManager.default.contentsOfDirectory(atPath: program.data.appendingPathComponent("work").path).isEmpty
        }
        #expect(heir.isRunning)
        try await expectOneGoodPackage(program, package)
    }

    @Test(arguments: [false, true])
    func aWorkerThatSleptLongerThanItsLeaseDoesNotSpoilItsSuccessorsWork(wakesInTheMiddle: Bool) async throws {
        let (program, package) = try await program()
        defer { program.remove() }
        let sleeper = try program.start(["prepare"])
        defer { if sleeper.isRunning { kill(sleeper.processIdentifier, SIGKILL) } }
        try await wait("nothing was finished") { appended(program) > 0 }
        // Who falls asleep in the middle of writing keeps the database from everybody: that is another story.
        try await wait("it is always writing") {
            kill(sleeper.processIdentifier, SIGSTOP)
            if (try? await program.jobs()) != nil { return true }
            kill(sleeper.processIdentifier, SIGCONT)
            return false
        }

        let heir = try program.start(["prepare"])
        defer { if heir.isRunning { kill(heir.processIdentifier, SIGKILL) } }
        if wakesInTheMiddle {
            try await wait("nobody took it over") { try await isAtWork(heir) }
            kill(sleeper.processIdentifier, SIGCONT)
        } else {
            try await wait("it is not done") { try await program.jobs().first?.state == "done" }
            kill(sleeper.processIdentifier, SIGCONT)
        }
        try await wait("it is not done") { try await program.jobs().first?.state == "done" }
        try await wait("an encoder lives on") { try await program.encoders() == 0 }
        // The sleeper is awake and well, and takes what comes next as if nothing had been.
        kill(heir.processIdentifier, SIGTERM)
        heir.waitUntilExit()
        #expect(sleeper.isRunning)
        try await Tool.film(seconds: 5, at: program.library.appendingPathComponent("Next Film (2022).mkv"))
        try await wait("the sleeper does not go on") { try await program.jobs().filter { $0.state == "done" }.count == 2 }
        kill(sleeper.processIdentifier, SIGTERM)
        sleeper.waitUntilExit()

        #expect(program.packages().map(\.lastPathComponent).contains(package))
        #expect(program.packages().count == 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: program.data.appendingPathComponent("work").path).isEmpty)
        let doctor = try await program.run(["doctor", "--port", "0"])
        #expect(doctor.code == 0 && doctor.output.contains("fit together"), "\(doctor.output)")
    }
}
