import Foundation
import KinoraCertificates
import KinoraPartners
import Synchronization
import Testing

/// A mail server of a test's own: aiosmtpd from `.venv`, started by `Tests/Mail/server.py`.
final class MailPeer: Sendable {
    static let isMissing: Comment = "no mail server: aiosmtpd is not in .venv (Scripts/setup test installs it)"
    static let isHere: Bool = {
        let library = root.appendingPathComponent(".venv/lib").resolvingSymlinksInPath()
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: library.path)) ?? []
        return versions.contains { version in
            FileManager.default.fileExists(atPath: library.appendingPathComponent("\(version)/site-packages/aiosmtpd").path)
        }
    }()

    /// A letter as Python's reader of mail understood it.
    struct Letter: Decodable, Sendable {
        var from: String
        var to: [String]
        var tls: Bool
        var authenticated: Bool
        var host: String
        var options: [String]
        var subject: String
        var sender: String
        var head: [String: String]
        var type: String
        var defects: [String]
        var date: String
        var plain: String
        var html: String
        var longest: Int
        var ascii: Bool
    }

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    let port: Int
    let folder: URL
    private let process: Mutex<Process>
    private let input: Pipe

    /// - Parameter arguments: those of the script.
    init(_ arguments: [String]) async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = Self.root.appendingPathComponent(".venv/bin/python")
        process.arguments = [Self.root.appendingPathComponent("Tests/Mail/server.py").path, "--folder", folder.path] + arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = await Self.line(output.fileHandleForReading)
        port = try #require(Int(line), "the server says its port")
        self.process = Mutex(process)
        self.input = input
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

    deinit {
        try? input.fileHandleForWriting.close()
        process.withLock { $0.waitUntilExit() }
        try? FileManager.default.removeItem(at: folder)
    }

    /// What has arrived, in the order of arrival.
    var letters: [Letter] {
        get throws {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
            return try names.sorted { $0.localizedStandardCompare($1) == .orderedAscending }.map {
                try JSONDecoder().decode(Letter.self, from: Data(contentsOf: folder.appendingPathComponent($0)))
            }
        }
    }

    /// Lines that a server which behaves badly heard beside greetings.
    var heard: String { (try? String(contentsOf: folder.appendingPathComponent("heard.txt"), encoding: .utf8)) ?? "" }
}

/// A certificate for `localhost` that nobody else believes.
struct MailCertificate: Sendable {
    let certificate: String
    let key: String

    static let localhost: MailCertificate? = try? MailCertificate()

    private init() throws { (certificate, key) = try TLSIdentity().write() }
}
