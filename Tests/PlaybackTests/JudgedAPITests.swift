import Foundation
import Subprocess
import SystemPackage
import Testing

/// The real server, judged by schemathesis from its own OpenAPI document: every operation, lawful and unlawful data, a fixed seed.
@Suite("The Video API keeps what its OpenAPI document says", .timeLimit(.minutes(20)))
struct JudgedAPITests {
    @Test(.enabled(if: Judge.isThere, Judge.whereFrom))
    func schemathesisFindsNoViolation() async throws {
        let outcome = try await Judge.withServer { server in
            try await server.judged("\(server.address)/api/_openapi.json", ["--phases", "coverage,fuzzing", "--max-examples", "40"])
        }

        #expect(outcome.succeeded, "\(outcome.output.suffix(8000))\n\(outcome.error.suffix(2000))")
        #expect(outcome.output.matches(of: /Tested: (\d+)/).first.map { Int($0.output.1) ?? 0 } ?? 0 >= 19)
    }

    /// A judge that was never seen to fail proves nothing: here the document promises an object where names are listed.
    @Test(.enabled(if: Judge.isThere, Judge.whereFrom))
    func schemathesisSeesAPlantedFault() async throws {
        let outcome = try await Judge.withServer { server in
            let described = try await Tool.run("curl", ["-sf", "\(server.address)/api/_openapi.json"]).output
            let wrong = described.replacingOccurrences(
                of: #""names":{"items":{"type":"string"},"type":"array"}"#, with: #""names":{"type":"object"}"#)
            try #require(wrong != described)
            let file = server.program.folder.appendingPathComponent("openapi.json")
            try Data(wrong.utf8).write(to: file)
            return try await server.judged(
                file.path,
                [
                    "--url", "\(server.address)/api", "--phases", "fuzzing", "--mode", "positive", "--max-examples", "5", "--include-path",
                    "/",
                ])
        }

        #expect(!outcome.succeeded && outcome.output.contains("Response violates schema"), "\(outcome.output.suffix(3000))")
    }
}

/// A `kinora serve` with one token, and schemathesis in front of it.
private struct Judge: Sendable {
    let program: KinoraProgram
    let address: String
    let token: String

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let schemathesis = root.appendingPathComponent(".venv-api/bin/schemathesis").path
    static let isThere = FileManager.default.isExecutableFile(atPath: schemathesis)
    static let whereFrom: Comment = "Scripts/setup test installs schemathesis from PyPI in .venv-api; it was not run, or could not"

    private struct Made: Decodable {
        var token: String
    }

    static func withServer(_ use: (Judge) async throws -> Tool.Outcome) async throws -> Tool.Outcome {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }
        let made = try await program.run(["tokens", "create", "judge", "--scope", "documents", "--json"])
        try #require(made.code == 0, "\(made.error)")
        let token = try JSONDecoder().decode(Made.self, from: Data(made.output.utf8)).token

        let log = program.folder.appendingPathComponent("serve.log")
        try Data().write(to: log)
        let server = Process()
        server.executableURL = URL(fileURLWithPath: KinoraProgram.binary)
        server.arguments = ["serve", "--port", "0", "--data", program.data.path, "--library", program.library.path]
        server.standardOutput = try FileHandle(forWritingTo: log)
        server.standardError = FileHandle.nullDevice
        try server.run()
        defer {
            server.terminate()
            server.waitUntilExit()
        }
        return try await use(Judge(program: program, address: try await DemoServer.announced(in: log), token: token))
    }

    /// Runs schemathesis with every check that its configuration does not explain away.
    func judged(_ document: String, _ options: [String]) async throws -> Tool.Outcome {
        let folder = Self.root.appendingPathComponent("Tests/API").path
        return try await Tool.run(
            "env",
            [
                // What it remembers of earlier runs must not steer this one.
                "--chdir=\(program.folder.path)", "PYTHONPATH=\(folder)", "SCHEMATHESIS_HOOKS=hooks", "PYTHONDONTWRITEBYTECODE=1",
                Self.schemathesis,
                "--config-file", "\(folder)/schemathesis.toml", "run", document, "--header", "Authorization: Bearer \(token)", "--seed",
                "20260131",
                // No list of checks: one would switch on again what the configuration explains away.
                "--request-timeout", "120",
            ] + options)
    }
}
