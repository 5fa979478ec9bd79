import Foundation
import Testing

/// `kinora copy`, `export` and `import` between SQLite files; other engines are in `OtherEngineTests`.
@Suite("A house can move", .timeLimit(.minutes(10)))
struct CopyTests {
    /// A house that knows some films; nothing of them is prepared.
    private func house(films: Int = 3) async throws -> KinoraProgram {
        let program = try KinoraProgram.inNewFolder()
        for number in 0..<films {
            let file = program.library.appendingPathComponent("Film \(number) (\(1950 + number % 50)).mkv")
            try Data("no film, number \(number)".utf8).write(to: file)
        }
        let outcome = try await program.run(["prepare", "--once", "--log", "error"])
        try #require(outcome.code == 0 || outcome.code == 1, "\(outcome.error)")
        return program
    }

    /// The lines of an export but for the first, which says when it was made.
    static func export(of program: KinoraProgram, _ words: [String] = []) async throws -> [Substring] {
        let outcome = try await program.run(["export"] + words)
        try #require(outcome.code == 0, "\(outcome.error)")
        return outcome.output.split(separator: "\n").dropFirst().map { $0 }
    }

    @Test func aCopyHoldsTheSameBytesAndSaysSo() async throws {
        let old = try await house()
        let new = try KinoraProgram.inNewFolder()
        defer { for program in [old, new] { program.remove() } }

        let outcome = try await old.run(["copy", "--from", old.data.path, "--to", "sqlite:\(new.data.path)"], withFolders: false)

        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(outcome.output.contains("are the same in"))
        #expect(outcome.output.split(separator: "\n").count == 1)
        let lines = try await Self.export(of: old)
        #expect(lines.count > 3)
        #expect(try await Self.export(of: new) == lines)
    }

    @Test func whatCannotBeCopiedIsSaidInOneLine() async throws {
        let old = try await house(films: 1)
        defer { old.remove() }
        let cases: [([String], Int, String)] = [
            (["--from", "/nowhere/at/all", "--to", old.data.path], 1, "There is no database"),
            (["--from", old.data.path, "--to", old.data.path], 1, "the same database"),
            (["--from", old.data.path, "--to", "postgres://ada:sesame@db"], 1, "no engine that Kinora knows"),
            (["--from", old.data.path, "--to", "mongodb://ada:sesame@127.0.0.1:1/kinora?serverSelectionTimeoutMS=200"], 1, "kinora: "),
        ]
        for (words, code, sentence) in cases {
            let outcome = try await old.run(["copy"] + words, withFolders: false)
            #expect(outcome.code == code, "\(words)")
            #expect(outcome.error.contains(sentence), "\(words): \(outcome.error)")
            #expect(outcome.error.split(separator: "\n").count == 1, "\(outcome.error)")
            #expect(!outcome.error.contains("sesame"), "\(outcome.error)")
        }
        #expect(try await old.run(["copy", "--from", old.data.path], withFolders: false).code == 64)
    }

    @Test func anExportIsTheOwnersAlone() async throws {
        let program = try await house(films: 1)
        defer { program.remove() }
        let file = program.folder.appendingPathComponent("house.jsonl")

        let outcome = try await program.run(["export", "--into", file.path])

        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(outcome.output.isEmpty)
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: program.folder.path).filter { $0.hasSuffix(".part") }.isEmpty)
    }

    @Test func anExportIsImportedAndImportedAgain() async throws {
        let old = try await house()
        let new = try KinoraProgram.inNewFolder()
        defer { for program in [old, new] { program.remove() } }
        let file = old.folder.appendingPathComponent("house.jsonl").path
        #expect(try await old.run(["export", "--into", file]).code == 0)

        let dry = try await new.run(["import", file, "--dry-run"])
        #expect(dry.code == 0 && dry.output.contains("Nothing was changed."), "\(dry.error)")
        #expect(try await Self.export(of: new).count == 1, "the last line alone")
        for _ in 0..<2 {
            let outcome = try await new.run(["import", file])
            #expect(outcome.code == 0, "\(outcome.error)")
        }

        #expect(try await Self.export(of: new) == Self.export(of: old))
    }

    @Test func anImportOverAnotherHouseHasToBeMeant() async throws {
        let (old, other) = (try await house(), try await house(films: 1))
        defer { for program in [old, other] { program.remove() } }
        let file = old.folder.appendingPathComponent("house.jsonl").path
        #expect(try await old.run(["export", "--into", file, "--collection", "films"]).code == 0)
        let before = try await Self.export(of: other)

        let refused = try await other.run(["import", file])

        #expect(refused.code == 1)
        #expect(refused.error.contains("--into-existing"))
        #expect(try await Self.export(of: other) == before)
        #expect(try await other.run(["import", file, "--into-existing"]).code == 0)
    }

    @Test func aDamagedExportIsRefusedWithItsLine() async throws {
        let program = try await house(films: 1)
        defer { program.remove() }
        let file = program.folder.appendingPathComponent("house.jsonl")
        #expect(try await program.run(["export", "--into", file.path]).code == 0)
        try Data(try Data(contentsOf: file).dropLast(40)).write(to: file)

        let outcome = try await program.run(["import", file.path])

        #expect(outcome.code == 1)
        #expect(outcome.error.contains("Line "))
        #expect(outcome.error.split(separator: "\n").count == 1)
    }
}
