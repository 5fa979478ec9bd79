import Foundation
import Synchronization
import Testing

@testable import KinoraBolt

/// A real graph database in a process of its own (`Tests/Graph/server.py`); ends with the test.
final class GraphServer: Sendable {
    static let isMissing: Comment = "no graph database: .venv-graph is not there (Scripts/setup test)"
    static var isHere: Bool { FileManager.default.isExecutableFile(atPath: python.path) }
    static let login = BoltLogin.basic(user: "root", password: "a lamp in the room")

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let python = root.appendingPathComponent(".venv-graph/bin/python")

    let address: BoltAddress
    private let process: Mutex<Process>
    private let input: Pipe

    init(scheme: String = "bolt") async throws {
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = Self.python
        process.arguments = [Self.root.appendingPathComponent("Tests/Graph/server.py").path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        self.process = Mutex(process)
        self.input = input
        let line = await Self.line(output.fileHandleForReading)
        address = try #require(BoltAddress("\(scheme)://127.0.0.1:\(line)"), "the database says its port")
        try await waitUntilItAnswers()
    }

    /// Begins to stop it; what becomes of it is seen to by its script.
    func stop() { try? input.fileHandleForWriting.close() }

    private func waitUntilItAnswers() async throws {
        for _ in 0..<600 {
            let client = try BoltClient(address, Self.login, BoltSettings(agent: "KinoraTests/1", database: "kinora"))
            let answer = try? await client.run("RETURN 1 AS one")
            await client.close()
            if answer != nil { return }
            try await Task.sleep(for: .milliseconds(200))
        }
        Issue.record("the graph database never answered")
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
