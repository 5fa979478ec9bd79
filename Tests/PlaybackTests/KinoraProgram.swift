import Foundation
import Subprocess
import SystemPackage

/// The real `kinora`, as a person would start it, on a data folder of its own.
struct KinoraProgram: Sendable {
    let folder: URL
    var environment: [String: String] = [:]

    /// The binary that was built together with these tests.
    static var binary: String {
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent(
            "kinora"
        ).path
    }

    var data: URL { folder.appendingPathComponent("data") }
    var library: URL { folder.appendingPathComponent("library") }

    struct Outcome: Sendable {
        var status: TerminationStatus
        var output: String
        var error: String

        var code: Int? { if case .exited(let code) = status { Int(code) } else { nil } }
    }

    /// A new folder with an empty library, removed when the caller removes it.
    static func inNewFolder(_ environment: [String: String] = [:]) throws -> KinoraProgram {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-\(UUID().uuidString)")
        let program = KinoraProgram(folder: folder, environment: environment)
        try FileManager.default.createDirectory(at: program.library, withIntermediateDirectories: true)
        return program
    }

    func remove() {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Environment for the child: settles at once, so that tests need not wait for files to be half a minute old.
    var childEnvironment: Environment {
        // The MongoDB driver says a line when it is loaded where a killed process of the same number left its counters in shared memory.
        var values: [Environment.Key: String?] = [
            "KINORA_SETTLE_SECONDS": "0", "KINORA_SCAN_SECONDS": "1", "MONGOC_DISABLE_SHM": "1",
        ]
        for (name, value) in environment { values[Environment.Key(stringLiteral: name)] = value }
        return .inherit.updating(values)
    }

    /// Starts `kinora` with these words and the usual folders, and waits for its end.
    func run(_ words: [String], withFolders: Bool = true) async throws -> Outcome {
        let folders = withFolders ? ["--data", data.path, "--library", library.path] : []
        let result = try await Subprocess.run(
            .path(FilePath(Self.binary)), arguments: Arguments(words + folders), environment: childEnvironment,
            workingDirectory: FilePath(folder.path), output: .string(limit: 50_000_000), error: .string(limit: 1_000_000))
        return Outcome(status: result.terminationStatus, output: result.standardOutput, error: result.standardError)
    }

    /// Starts `kinora` with these words and the usual folders, and leaves it running.
    func start(_ words: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.binary)
        process.arguments = words + ["--data", data.path, "--library", library.path]
        process.environment = ProcessInfo.processInfo.environment.merging(["KINORA_SETTLE_SECONDS": "0", "KINORA_SCAN_SECONDS": "1"]) { $1 }
            .merging(environment) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle(forWritingAtPath: log.path) ?? FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Where `start` writes what the program says; nowhere unless the file is made before.
    var log: URL { folder.appendingPathComponent("log") }

    /// How many of its encoders are running.
    func encoders() async throws -> Int {
        let outcome = try await Tool.run("pgrep", ["-f", "ffmpeg.*\(folder.lastPathComponent)"])
        return outcome.output.split(separator: "\n").count
    }

    /// How many of them are frozen.
    func frozenEncoders() async throws -> Int {
        let outcome = try await Tool.run("pgrep", ["-r", "T", "-f", "ffmpeg.*\(folder.lastPathComponent)"])
        return outcome.output.split(separator: "\n").count
    }

    /// What says how far the renditions of films are that are being made: there as soon as a first piece of each is finished.
    func chunks() -> [String] {
        let work = FileManager.default.enumerator(atPath: data.appendingPathComponent("work").path)
        return (work?.compactMap { $0 as? String } ?? []).filter { $0.contains("/growing/v-") && $0.hasSuffix(".json") }.sorted()
    }

    /// The queue as `kinora jobs --json` tells it.
    func jobs() async throws -> [JobLine] {
        let outcome = try await run(["jobs", "list", "--json"])
        return try JSONDecoder().decode([JobLine].self, from: Data(outcome.output.utf8))
    }

    /// The packages that are published, by folder.
    func packages() -> [URL] {
        let root = data.appendingPathComponent("packages")
        let found = (FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }) ?? []
        return found.filter { $0.hasSuffix("/package.json") }.map { root.appendingPathComponent($0).deletingLastPathComponent() }.sorted {
            $0.path < $1.path
        }
    }
}

/// What the tests need of a job, as printed by `kinora jobs list --json`.
struct JobLine: Decodable, Sendable {
    var id: String
    var label: String
    var path: String
    var state: String
    var stage: String
    var progress: Double
    var attempts: Int
    var reason: String?
}
