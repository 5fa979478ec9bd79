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

    @Test func doctorFindsWhatDoesNotFitTogetherAndMendsItWhenAsked() async throws {
        let program = try KinoraProgram.inNewFolder(["KINORA_PACKAGE_GRACE_HOURS": "0"])
        defer { program.remove() }
        try await Tool.film(seconds: 2, at: program.library.appendingPathComponent("Good Film (2020).mkv"))
        try await Tool.film(seconds: 2, rate: "24", at: program.library.appendingPathComponent("Lost Film (2021).mkv"))
        #expect(try await program.run(["prepare", "--once"]).code == 0)
        let packages = program.packages()
        try #require(packages.count == 2)
        let whole = try await program.run(["doctor", "--port", "0"])
        #expect(whole.code == 0 && whole.output.contains("fit together"), "\(whole.output)")

        let file = packages[0].appendingPathComponent("manifest.mpd")
        let bytes = try Data(contentsOf: file)
        try FileManager.default.removeItem(at: file)
        try FileManager.default.createDirectory(at: program.data.appendingPathComponent("holiday"), withIntermediateDirectories: true)
        let sick = try await program.run(["doctor", "--port", "0"])
        #expect(sick.code == 1 && sick.output.contains("BROKEN   packages") && sick.output.contains("doctor --repair"), "\(sick.output)")
        #expect(sick.output.contains("not Kinora's, and left alone: holiday"), "\(sick.output)")
        #expect(!FileManager.default.fileExists(atPath: file.path))

        let mended = try await program.run(["doctor", "--port", "0", "--repair"])
        #expect(mended.code == 0 && mended.output.contains("put in the queue again: "), "\(mended.output)")
        #expect(try await program.run(["prepare", "--once"]).code == 0)
        #expect(try Data(contentsOf: file) == bytes)
        #expect(program.packages() == packages)
        let well = try await program.run(["doctor", "--port", "0"])
        #expect(well.code == 0 && !well.output.contains("BROKEN"), "\(well.output)")
    }

    @Test func doctorIsContentWithThisMachine() async throws {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }

        let outcome = try await program.run(["doctor", "--port", "0", "--json"])

        #expect(outcome.code == 0, "\(outcome.output)")
    }
}
