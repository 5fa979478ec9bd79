import Foundation
import KinoraBolt
import Synchronization

/// A real graph database in a process of its own (`Tests/Graph/server.py`); ends with the test.
package final class GraphServer: Sendable {
    package static let isMissing = "no graph database: .venv-graph is not there (Scripts/setup test)"
    package static var isHere: Bool { FileManager.default.isExecutableFile(atPath: python.path) }
    package static let login = BoltLogin.basic(user: user, password: password)
    package static let user = "root"
    package static let password = "a lamp in the room"

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let python = root.appendingPathComponent(".venv-graph/bin/python")

    package let address: BoltAddress
    /// The same, as a setting.
    package let url: String
    private let process: Mutex<Process>
    private let input: Pipe
    private let output: Pipe

    struct Failure: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    package init(scheme: String = "bolt") async throws {
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = Self.python
        process.arguments = [Self.root.appendingPathComponent("Tests/Graph/server.py").path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        self.process = Mutex(process)
        self.input = input
        self.output = output
        url = "\(scheme)://127.0.0.1:\(await Self.line(output.fileHandleForReading))"
        guard let address = BoltAddress(url) else { throw Failure("the database did not say its port") }
        self.address = address
        try await waitUntilItAnswers()
    }

    package var client: BoltClient {
        get throws { try BoltClient(address, Self.login, BoltSettings(agent: "KinoraTests/1", database: "kinora")) }
    }

    /// Begins to stop it; what becomes of it is seen to by its script.
    package func stop() { try? input.fileHandleForWriting.close() }

    /// Kills it as a power cut would.
    package func kill() async throws { try await say("kill") }

    /// Starts it again after `kill`, with what it has on its disk.
    package func startAgain() async throws {
        try await say("start")
        try await waitUntilItAnswers()
    }

    private func say(_ word: String) async throws {
        try input.fileHandleForWriting.write(contentsOf: Data("\(word)\n".utf8))
        guard await Self.line(output.fileHandleForReading) == "done" else { throw Failure("the database's script did not \(word) it") }
    }

    private func waitUntilItAnswers() async throws {
        for _ in 0..<600 {
            let client = try client
            let answer = try? await client.run("RETURN 1 AS one")
            await client.close()
            if answer != nil { return }
            try await Task.sleep(for: .milliseconds(200))
        }
        throw Failure("the graph database never answered")
    }

    private static func line(_ file: FileHandle) async -> String {
        await withCheckedContinuation { continuation in
            Thread {
                var text = Data()
                while !text.contains(UInt8(ascii: "\n")) {
                    let more = file.availableData
                    guard !more.isEmpty else { break }
                    text += more
                }
                continuation.resume(returning: String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
            }.start()
        }
    }
}
