import Foundation
import KinoraKernel
import Testing

/// `kill -9` in the middle of a copy.
@Suite("A killed copy goes on", .timeLimit(.minutes(10)))
struct KilledCopyTests {
    private static let documents = 8000

    /// An export of many people, as it would be written.
    private func export() -> Data {
        var lines = ""
        for number in 0..<Self.documents {
            let id = "person-" + String(String(1_000_000 + number).dropFirst())
            let tag = String(repeating: "0", count: 24 - String(number).count) + String(number)
            lines += #"{"_etag":"\#(tag)","_id":"\#(id)","body":{"key":"\#(id)","name":"Ada \#(number)"},"collection":"people","#
            lines += #""createdAt":{"$date":1700000000000},"updatedAt":{"$date":1700000000000}}"# + "\n"
        }
        let header = #"{"collections":[],"exportedAt":{"$date":1700000000000},"format":"kinora-documents","version":1}"#
        let end = #"{"end":{"documents":\#(Self.documents),"sha256":"\#(Digest(of: Data(lines.utf8)).hex)"}}"#
        return Data("\(header)\n\(lines)\(end)\n".utf8)
    }

    @Test func andIsCompleteAndCompared() async throws {
        let (old, new) = (try KinoraProgram.inNewFolder(), try KinoraProgram.inNewFolder())
        defer { for program in [old, new] { program.remove() } }
        let file = old.folder.appendingPathComponent("people.jsonl")
        try export().write(to: file)
        let imported = try await old.run(["import", file.path])
        try #require(imported.code == 0, "\(imported.error)")

        // Killed in the middle of the people: the collection before them was said to be done, and then the target's log has grown.
        let said = old.folder.appendingPathComponent("said")
        try Data().write(to: said)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: KinoraProgram.binary)
        process.arguments = ["copy", "--from", old.data.path, "--to", new.data.path]
        process.standardError = try FileHandle(forWritingTo: said)
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        while process.isRunning, try !String(contentsOf: said, encoding: .utf8).contains("pauses:") {
            try await Task.sleep(for: .milliseconds(2))
        }
        let log = new.data.appendingPathComponent("kinora.sqlite-wal").path
        func size() -> Int { ((try? FileManager.default.attributesOfItem(atPath: log))?[.size] as? NSNumber)?.intValue ?? 0 }
        let before = size()
        while process.isRunning, size() < before + 600_000 { try await Task.sleep(for: .milliseconds(2)) }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try #require(process.terminationReason == .uncaughtSignal, "it was done before it could be killed")

        let again = try await old.run(["copy", "--from", old.data.path, "--to", new.data.path], withFolders: false)

        #expect(again.code == 0, "\(again.error)")
        let resumed = again.error.firstMatch(of: /Going on: (\d+) of \d+ documents/).flatMap { Int($0.1) }
        #expect((1..<Self.documents).contains(resumed ?? 0), "\(again.error)")
        #expect(try await CopyTests.export(of: new) == CopyTests.export(of: old))
    }
}
