import Foundation
import Testing

@Suite("Programs of the owner's, told by a real house", .timeLimit(.minutes(15)))
struct WebhookTests {
    @Test(
        "a program learns of a film, a failure and a member, signed as the standard's own library wants it, also after it was away and the house was killed",
        .enabled(if: hasJudge, "the PyPI package standardwebhooks is not here"))
    func told() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-webhooks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let receiver = try await Peer("Tests/Webhooks/receiver.py", ["--folder", folder.path])
        defer { receiver.stop() }
        let program = try KinoraProgram.inNewFolder(["KINORA_WEBHOOK_REACH": "household", "KINORA_SETTLE_SECONDS": "0"])
        defer { program.remove() }
        let address = "http://127.0.0.1:\(receiver.port)/kinora?house=ours"
        let added = try await program.run(["webhooks", "add", address])
        #expect(added.code == 0, "\(added.error)")
        let secret = added.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let name = try #require(try await program.run(["webhooks"]).output.split(separator: " ").first).description
        let test = try await program.run(["webhooks", "test", name])
        #expect(test.output.contains("arrived"), "\(test.error)")

        // While the program is away, things happen.
        try Data("503".utf8).write(to: folder.appendingPathComponent("answer"))
        try await Tool.film(seconds: 2, at: program.library.appendingPathComponent("Harbour Lights (2021).mkv"))
        try Data("no film at all".utf8).write(to: program.library.appendingPathComponent("Broken (2020).mkv"))
        let first = try program.start(["serve", "--port", "0"])
        try await Self.wait("the first attempt") { Self.messages(in: folder).count > 1 }
        kill(first.processIdentifier, SIGKILL)
        try FileManager.default.removeItem(at: folder.appendingPathComponent("answer"))
        let second = try await RunningHouse(program, ["--library", program.library.path])
        defer { second.stop() }
        try await Self.wait("all three") {
            try await Self.kinds(in: folder, secret).isSuperset(of: ["title.published", "job.failed", "member.joined"])
        }

        let judged = try await Self.judged(folder, secret)
        #expect(judged.contains { $0.contains("Harbour Lights") && $0.contains(#""kind": "film""#) }, "\(judged)")
        #expect(judged.contains { $0.contains("job.failed") && $0.contains("Broken (2020).mkv") }, "\(judged)")
        #expect(!second.log.contains("house=ours") && !second.log.contains(secret), "neither address nor secret is in the log")
        let page = try await Tool.script("Tests/Browser/webhooks.py", environment: ["KINORA_BASE": second.address, "KINORA_HOOK": address])
        #expect(page.succeeded, "\(page.output)\n\(page.error)")
        let deliveries = try await program.run(["webhooks", "deliveries", name, "--json"])
        #expect(!deliveries.output.contains(secret) && deliveries.output.contains("delivered"), "\(deliveries.output)")
    }

    private static var hasJudge: Bool { Peer.hasLibrary("standardwebhooks") }

    private static func messages(in folder: URL) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasPrefix("message-") }
    }

    private static func judged(_ folder: URL, _ secret: String) async throws -> [String] {
        let outcome = try await Tool.script("Tests/Webhooks/judge.py", [folder.path, secret], environment: [:])
        guard outcome.succeeded else { throw ToolFailure(message: outcome.error) }
        return outcome.output.split(separator: "\n").map(String.init)
    }

    private static func kinds(in folder: URL, _ secret: String) async throws -> Set<String> {
        Set(try await judged(folder, secret).compactMap { $0.firstMatch(of: /"type": "([a-z.]+)"/).map { String($0.1) } })
    }

    private static func wait(_ what: String, until isSo: () async throws -> Bool) async throws {
        for _ in 0..<600 {
            if try await isSo() { return }
            try await Task.sleep(for: .milliseconds(500))
        }
        throw ToolFailure(message: "\(what) did not come")
    }
}
