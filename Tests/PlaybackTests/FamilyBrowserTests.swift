import Foundation
import Testing

/// Two films, one for children of six and one for grown-ups, served by the real program, looked at in Debian's Chromium by a family; the
/// script is `Tests/Browser/family.py`.
@Suite("A family makes a child's profile", .serialized, .timeLimit(.minutes(20)))
struct FamilyBrowserTests {
    @Test func inChromium() async throws {
        let program = try KinoraProgram.inNewFolder(["KINORA_SETTLE_SECONDS": "0", "KINORA_SCAN_SECONDS": "1"])
        defer { program.remove() }
        try await make("Kind Film (2020)", rated: "FSK 6", tone: 300, in: program)
        try await make("Forbidden Harbour (2021)", rated: "FSK 18", tone: 400, in: program)
        let prepared = try await program.run(["prepare", "--once"])
        try #require(prepared.code == 0 && program.packages().count == 2, "\(prepared.error)")
        let house = try await RunningHouse(program, ["--no-prepare"])
        defer { house.stop() }

        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let python = root.appendingPathComponent(".venv/bin/python").path
        try #require(FileManager.default.isExecutableFile(atPath: python), "Scripts/setup test makes .venv")
        let outcome = try await Tool.run(
            "env",
            ["KINORA_EMAIL=\(Owner.address)", "KINORA_PASSWORD=\(Owner.password)"]
                + [python, root.appendingPathComponent("Tests/Browser/family.py").path, house.address]
                + (ProcessInfo.processInfo.environment["KINORA_PICTURES"].map { [$0] } ?? []))

        #expect(outcome.succeeded, "\(outcome.output)\n\(outcome.error)")
    }

    private func make(_ name: String, rated certificate: String, tone: Int, in program: KinoraProgram) async throws {
        let film = program.library.appendingPathComponent("\(name).mkv")
        let nfo = "<movie><mpaa>\(certificate)</mpaa></movie>"
        try nfo.write(to: program.library.appendingPathComponent("\(name).nfo"), atomically: true, encoding: .utf8)
        let outcome = try await Tool.run(
            "ffmpeg",
            ["-v", "error", "-nostdin", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=12"]
                + [
                    "-f", "lavfi", "-i", "sine=\(tone):d=12", "-f", "lavfi", "-i", "sine=\(tone + 200):d=12", "-map", "0", "-map", "1",
                    "-map", "2",
                ]
                + ["-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=ger"]
                + ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", film.path])
        try #require(outcome.succeeded, "\(outcome.error)")
    }
}
