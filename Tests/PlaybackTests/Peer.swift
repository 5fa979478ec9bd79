import Foundation
import Synchronization

/// Another service in a process of its own, of those in `Tests`: says its port on its first line, and ends when its standard input does.
final class Peer: Sendable {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let providers = root.appendingPathComponent(".venv-sign-in/bin/python")
    private static let others = root.appendingPathComponent(".venv/bin/python")

    /// Whether the OpenID providers could be installed.
    static var hasProviders: Bool { FileManager.default.isExecutableFile(atPath: providers.path) }

    private static let payPal = root.appendingPathComponent(".venv-paypal/bin/python")

    /// Whether the stand-in for PayPal could be installed.
    static var hasPayPal: Bool { FileManager.default.isExecutableFile(atPath: payPal.path) }

    /// The Python whose libraries a script needs.
    private static func python(for script: String) -> URL {
        if script.hasPrefix("Tests/SignIn/") { return providers }
        return script.hasPrefix("Tests/PayPal/") ? payPal : others
    }

    /// Whether a library of Python's could be installed for the tests.
    static func hasLibrary(_ name: String) -> Bool {
        let libraries = root.appendingPathComponent(".venv/lib")
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: libraries.path)) ?? []
        return versions.contains {
            FileManager.default.fileExists(atPath: libraries.appendingPathComponent("\($0)/site-packages/\(name)").path)
        }
    }

    let port: Int
    private let input: Pipe

    /// - Parameter script: its path below the project's root.
    init(_ script: String, _ arguments: [String] = []) async throws {
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = Self.python(for: script)
        process.arguments = ["-W", "ignore", Self.root.appendingPathComponent(script).path] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        guard let port = Int(await Self.line(output.fileHandleForReading)) else {
            throw ToolFailure(message: "\(script) does not say its port")
        }
        self.port = port
        self.input = input
    }

    func stop() {
        try? input.fileHandleForWriting.close()
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
