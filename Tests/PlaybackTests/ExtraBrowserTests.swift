import Foundation
import Testing

/// A film with a trailer and a making-of, prepared and served by the real program, looked at in Debian's Chromium; the script is
/// `Tests/Browser/extras.py`.
@Suite("A person watches the trailer from a film's page", .serialized, .timeLimit(.minutes(20)))
struct ExtraBrowserTests {
    @Test func inChromium() async throws {
        let program = try KinoraProgram.inNewFolder(["KINORA_SETTLE_SECONDS": "0", "KINORA_SCAN_SECONDS": "1"])
        defer { program.remove() }
        for (path, rate) in [
            ("Harbour Lights (2021).mkv", "25"), ("Harbour Lights (2021)-trailer.mkv", "24"), ("Featurettes/The Lamp.mkv", "30"),
        ] {
            let file = program.library.appendingPathComponent("Harbour Lights (2021)/\(path)")
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try await Tool.film(seconds: 6, size: "160x90", rate: rate, at: file)
        }
        let prepared = try await program.run(["prepare", "--once"])
        try #require(prepared.code == 0 && program.packages().count == 3, "\(prepared.error)")
        #expect(try await program.run(["doctor"]).output.contains("fit together"))
        let house = try await RunningHouse(program, ["--no-prepare"])
        defer { house.stop() }
        let film = try #require(try await RunningHouse.get(house.address + "/films").firstMatch(of: /href="(\/films\/[^"?#]+)"/)).1

        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let python = root.appendingPathComponent(".venv/bin/python").path
        try #require(FileManager.default.isExecutableFile(atPath: python), "Scripts/setup test makes .venv")
        let outcome = try await Tool.run(
            python,
            [root.appendingPathComponent("Tests/Browser/extras.py").path, house.address, String(film), program.data.path])

        #expect(outcome.succeeded, "\(outcome.output)\n\(outcome.error)")
    }
}
