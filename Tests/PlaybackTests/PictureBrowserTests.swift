import Foundation
import Testing

/// A film whose colour changes and a short season, prepared and served by the real program, looked at in Debian's Chromium; the script is
/// `Tests/Browser/pictures.py`.
@Suite("A person winds, chooses chapters and passes over credits", .serialized, .timeLimit(.minutes(20)))
struct PictureBrowserTests {
    @Test func inChromium() async throws {
        let program = try KinoraProgram.inNewFolder(["KINORA_SETTLE_SECONDS": "0", "KINORA_SCAN_SECONDS": "1"])
        defer { program.remove() }
        try await makeFilm(in: program)
        for number in 1...2 { try await makeEpisode(number, in: program) }
        let prepared = try await program.run(["prepare", "--once"])
        try #require(prepared.code == 0 && program.packages().count == 3, "\(prepared.error)")
        let house = try await RunningHouse(program, ["--no-prepare"])
        defer { house.stop() }
        let film = try await watchPage(house, "/films", /href="(\/films\/[^"?#]+)"/, /href="(\/watch\/film\/[^"?#]+)"/)
        let episode = try await watchPage(house, "/series", /href="(\/series\/[^"?#]+)"/, /href="(\/watch\/episode\/[^"?#]+)"/)

        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let python = root.appendingPathComponent(".venv/bin/python").path
        try #require(FileManager.default.isExecutableFile(atPath: python), "Scripts/setup test makes .venv")
        let outcome = try await Tool.run(
            python, [root.appendingPathComponent("Tests/Browser/pictures.py").path, house.address, film, episode])

        #expect(outcome.succeeded, "\(outcome.output)\n\(outcome.error)")
    }

    private func watchPage(
        _ house: RunningHouse, _ directory: String, _ title: Regex<(Substring, Substring)>, _ watch: Regex<(Substring, Substring)>
    ) async throws -> String {
        let listed = try #require(try await RunningHouse.get(house.address + directory).firstMatch(of: title))
        return String(try #require(try await RunningHouse.get(house.address + listed.1).firstMatch(of: watch)).1)
    }

    private func makeFilm(in program: KinoraProgram) async throws {
        let pictures = ["red", "lime", "blue"].flatMap { ["-f", "lavfi", "-i", "color=\($0):s=320x180:r=25:d=10"] }
        let chapters = try write([(0, 10, "Beginning"), (10, 20, "Middle & more"), (20, 30, "End")], in: program)
        try await make(
            pictures + ["-f", "lavfi", "-i", "sine=440:d=30", "-i", chapters, "-filter_complex", "[0][1][2]concat=n=3:v=1:a=0[v]"]
                + ["-map", "[v]", "-map", "3", "-map_metadata", "4", "-map_chapters", "4"], to: "Colours (2020).mkv", in: program)
    }

    private func makeEpisode(_ number: Int, in program: KinoraProgram) async throws {
        let chapters = try write([(0, 4, "Start"), (4, 20, "Opening"), (20, 50, "Story"), (50, 70, "Credits")], in: program)
        try await make(
            ["-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=70", "-f", "lavfi", "-i", "sine=\(300 + 100 * number):d=70", "-i", chapters]
                + ["-map", "0", "-map", "1", "-map_metadata", "2", "-map_chapters", "2"],
            to: "Short Series/Season 1/Short Series S01E0\(number).mkv", in: program)
    }

    private func write(_ chapters: [(start: Int, end: Int, title: String)], in program: KinoraProgram) throws -> String {
        let text =
            ";FFMETADATA1\n"
            + chapters.map { "[CHAPTER]\nTIMEBASE=1/1\nSTART=\($0.start)\nEND=\($0.end)\ntitle=\($0.title)\n" }.joined()
        let path = program.folder.appendingPathComponent("chapters.txt")
        try text.write(to: path, atomically: true, encoding: .utf8)
        return path.path
    }

    private func make(_ arguments: [String], to name: String, in program: KinoraProgram) async throws {
        let path = program.library.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        let outcome = try await Tool.run(
            "ffmpeg",
            ["-v", "error", "-nostdin"] + arguments + [
                "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", path.path,
            ])
        try #require(outcome.succeeded, "\(outcome.error)")
    }
}
