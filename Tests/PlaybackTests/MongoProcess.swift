import Foundation
import Synchronization
import Testing

/// A server with MongoDB's wire protocol for the real program: SecantusDB from `.venv`, started by `Tests/Mongo/server.py`.
final class MongoProcess: Sendable {
    static let isMissing: Comment = "no MongoDB server: SecantusDB is not in .venv (Scripts/setup test installs it)"

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let isHere: Bool = {
        let library = root.appendingPathComponent(".venv/lib").resolvingSymlinksInPath()
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: library.path)) ?? []
        return versions.contains { version in
            FileManager.default.fileExists(atPath: library.appendingPathComponent("\(version)/site-packages/secantus").path)
        }
    }()

    let uri: String
    private let process: Mutex<Process>
    /// Its end is the server's, also when this process dies.
    private let input = Pipe()

    init() async throws {
        let (process, output) = (Process(), Pipe())
        process.executableURL = Self.root.appendingPathComponent(".venv/bin/python")
        process.arguments = [Self.root.appendingPathComponent("Tests/Mongo/server.py").path]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let port = try #require(await Self.number(output.fileHandleForReading), "the server says its port")
        uri = "mongodb://127.0.0.1:\(port)/kinora?directConnection=true&retryWrites=false"
        self.process = Mutex(process)
    }

    func stop() {
        try? input.fileHandleForWriting.close()
    }

    private static func number(_ file: FileHandle) async -> Int? {
        await withCheckedContinuation { continuation in
            Thread {
                var text = Data()
                while !text.contains(UInt8(ascii: "\n")) {
                    let more = file.availableData
                    if more.isEmpty { break }
                    text += more
                }
                continuation.resume(returning: Int(String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)))
            }.start()
        }
    }
}
