import Foundation
import Testing

@Suite("Commands tell what happened", .timeLimit(.minutes(10)))
struct CommandTests {
    private static let commands = [
        "serve", "scan", "prepare", "jobs", "tokens", "name", "copy", "export", "import", "demo", "doctor",
    ]

    @Test(arguments: commands)
    func everyCommandExplainsItself(command: String) async throws {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }

        let outcome = try await program.run([command, "--help"], withFolders: false)

        #expect(outcome.code == 0)
        #expect(outcome.output.contains("USAGE: kinora \(command)"))
        #expect(outcome.error.isEmpty)
    }

    @Test(arguments: [["--nonsense"], ["jobs", "frobnicate"], ["serve", "--port", "many"], ["name"], ["nothing"]])
    func wrongUsageExitsWith64(words: [String]) async throws {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }

        let outcome = try await program.run(words, withFolders: false)

        #expect(outcome.code == 64)
        #expect(!outcome.error.isEmpty)
        #expect(outcome.output.isEmpty)
    }

    @Test func aFileThatIsNoDatabaseIsLeftAsItIs() async throws {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }
        try FileManager.default.createDirectory(at: program.data, withIntermediateDirectories: true)
        let file = program.data.appendingPathComponent("kinora.sqlite")
        let text = Data(String(repeating: "My diary, volume three. ", count: 400).utf8)
        try text.write(to: file)

        for words in [["jobs"], ["prepare", "--once"], ["serve", "--port", "0"], ["scan"]] {
            let outcome = try await program.run(words)
            #expect(outcome.code == 1, "\(words)")
            #expect(outcome.error.contains("not a Kinora database"), "\(words): \(outcome.error)")
            #expect(outcome.error.split(separator: "\n").count == 1, "\(words): \(outcome.error)")
        }

        #expect(try Data(contentsOf: file) == text)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: program.data.path).filter { $0.hasPrefix("kinora.sqlite") } == [
                "kinora.sqlite"
            ])
    }

    @Test func scanChangesNothing() async throws {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }
        try await Tool.film(seconds: 1, at: program.library.appendingPathComponent("Harbour Lights (2021).mkv"))

        let outcome = try await program.run(["scan", "--json"])

        #expect(outcome.code == 0)
        #expect(outcome.output.contains("Harbour Lights"))
        #expect((try? JSONSerialization.jsonObject(with: Data(outcome.output.utf8))) != nil)
        #expect(try await program.jobs().isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: program.library.path) == ["Harbour Lights (2021).mkv"])
    }

    @Test func doctorFindsAMissingFfmpegAndSaysWhatToDo() async throws {
        let program = try KinoraProgram.inNewFolder(["KINORA_FFMPEG": "/nowhere/ffmpeg"])
        defer { program.remove() }

        let outcome = try await program.run(["doctor", "--port", "0"])

        #expect(outcome.code == 1)
        #expect(outcome.output.contains("BROKEN   ffmpeg"))
        #expect(outcome.output.contains("apt-get install ffmpeg"))
    }

    @Test func doctorIsContentWithThisMachine() async throws {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }

        let outcome = try await program.run(["doctor", "--port", "0", "--json"])

        #expect(outcome.code == 0, "\(outcome.output)")
    }
}
