import Foundation
import Synchronization
import Testing

/// A provider in a process of its own, from `Tests/SignIn`; ends with the test.
final class SignInPeer: Sendable {
    static let isMissing: Comment = "no OpenID providers: .venv-sign-in is not there (Scripts/setup test)"
    static var isHere: Bool { FileManager.default.isExecutableFile(atPath: python.path) }

    static let secret = "a secret/with:signs"
    static let callback = "http://127.0.0.1:8080/login/callback/oidc"

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let python = root.appendingPathComponent(".venv-sign-in/bin/python")

    let port: Int
    private let process: Mutex<Process>
    /// Its end is the provider's.
    private let input: Pipe

    /// - Parameter script: `hostile`, `others`, `provider` or `mock`.
    init(_ script: String, _ arguments: [String] = []) async throws {
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = Self.python
        process.arguments = ["-W", "ignore", Self.root.appendingPathComponent("Tests/SignIn/\(script).py").path] + arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = await Self.line(output.fileHandleForReading)
        port = try #require(Int(line), "the provider says its port")
        self.process = Mutex(process)
        self.input = input
    }

    var url: String { "http://127.0.0.1:\(port)" }

    func stop() async {
        try? input.fileHandleForWriting.close()
        await withCheckedContinuation { continuation in
            Thread { [self] in
                process.withLock { $0 }.waitUntilExit()
                continuation.resume()
            }.start()
        }
    }

    private static func line(_ file: FileHandle) async -> String {
        await withCheckedContinuation { continuation in
            Thread {
                var text = Data()
                while true {
                    let more = file.availableData
                    text += more
                    guard !more.isEmpty, !text.contains(UInt8(ascii: "\n")) else { break }
                }
                continuation.resume(returning: String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
            }.start()
        }
    }
}
