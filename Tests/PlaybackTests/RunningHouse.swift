import Foundation
import Synchronization

/// A `kinora serve` of a test's own, ended with `stop`, and in any case with the test process.
final class RunningHouse: Sendable {
    let address: String
    private let output: URL
    private let process: Mutex<Process>
    /// Whoever holds the writing end keeps the house open.
    private let life = Pipe()

    /// Runs a program until its standard input ends. (The signal that Linux sends at a parent's death comes when the *thread* ends that
    /// started the child, which is no measure here.)
    private static let whileHeld = #""$@" & server=$!; cat > /dev/null; kill -TERM "$server"; wait "$server""#

    /// - Parameters:
    ///   - program: its folders and environment.
    ///   - words: what `serve` is told besides.
    ///   - owner: whether the house has an owner when it opens, as whom other programs come.
    init(_ program: KinoraProgram, _ words: [String] = [], owner: Bool = true) async throws {
        if owner { try await Owner.move(into: program, besides: words.contains("--config") ? words : []) }
        let log = program.folder.appendingPathComponent("house-\(UUID().uuidString).log")
        try Data().write(to: log)
        output = log
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments =
            ["-c", Self.whileHeld, "sh", KinoraProgram.binary, "serve", "--port", "0", "--data", program.data.path] + words
        process.standardInput = life
        process.environment = ProcessInfo.processInfo.environment.merging(program.environment) { $1 }
        let both = try FileHandle(forWritingTo: log)
        process.standardOutput = both
        process.standardError = both
        try process.run()
        self.process = Mutex(process)
        do {
            address = try await DemoServer.announced(in: log)
        } catch {
            try life.fileHandleForWriting.close()
            throw error
        }
        if owner { try await Owner.signIn(at: address) }
    }

    /// Everything that the server said so far.
    var log: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

    /// The path of the link that makes the owner.
    func welcome() async throws -> String {
        for _ in 0..<100 {
            if let link = log.firstMatch(of: /\/welcome\/[A-Za-z0-9_-]{43}/) { return String(link.0) }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw ToolFailure(message: "the house printed no link for its owner: \(log)")
    }

    func stop() {
        try? life.fileHandleForWriting.close()
    }

    /// What the server answers, as the owner's program gets it.
    static func get(_ url: String, _ words: [String] = []) async throws -> String {
        let outcome = try await Tool.run("curl", ["-sS", "--fail"] + words + [url])
        guard outcome.succeeded else { throw ToolFailure(message: "\(url): \(outcome.error)") }
        return outcome.output
    }
}
