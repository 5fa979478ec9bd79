import Foundation
import KinoraMedia
import Testing

/// A film that was prepared with the setting `av1`, over HTTP.
@Suite("A film in H.264 and AV1 is played", .serialized, .timeLimit(.minutes(15)))
struct AV1PlaybackTests {
    @Test("Our player takes AV1 where the browser shows it well and H.264 elsewhere; mpv and ffmpeg play either master playlist")
    func players() async throws {
        let program = try KinoraProgram.inNewFolder(["KINORA_AV1": "true", "KINORA_PREPARE": "false"])
        defer { program.remove() }
        let film = program.library.appendingPathComponent("Two Codings (2020)/Two Codings (2020).mkv")
        try await Tool.clip(
            [
                "-f", "lavfi", "-i", "testsrc2=s=640x360:r=25", "-f", "lavfi", "-i", "sine=f=440:r=48000", "-t", "14", "-c:v", "mpeg4",
                "-q:v", "3", "-c:a", "aac",
            ], at: film)
        let prepared = try await program.run(["prepare", "--once"])
        try #require(prepared.code == 0, "\(prepared.error)")
        let package = try #require(program.packages().first)
        #expect(Set(try PackageFile.read(in: package).video.map(\.coding)) == ["avc1", "av01"])
        let house = try await RunningHouse(program)
        defer { house.stop() }

        try await judge(house, package.lastPathComponent)
        try await browse(house)
    }

    private func judge(_ house: RunningHouse, _ package: String) async throws {
        for (master, codec) in [("master.m3u8", "h264"), ("master-av1.m3u8", "av1")] {
            let url = try await MediaGrant.folder(of: package, at: house.address) + "/\(master)"
            let streams = try await Tool.run(
                "ffprobe", ["-v", "error", "-select_streams", "v", "-show_entries", "stream=codec_name", "-of", "csv=p=0", url])
            #expect(Set(streams.output.split(whereSeparator: \.isWhitespace).map { $0.prefix { $0 != "," } }) == [Substring(codec)])
            let played = try await Tool.run(
                "ffmpeg",
                ["-v", "error", "-nostdin", "-i", url, "-map", "0:v:0", "-map", "0:a:0", "-f", "null", "-progress", "pipe:1", "-"])
            #expect(played.succeeded && played.error.isEmpty, "\(played.error.prefix(500))")
            let seconds = try #require(PackageFile.lastProgress(in: played.output))
            #expect(abs(seconds - 14) < 0.25)
            let mpv = try await Tool.run(
                "mpv",
                ["--no-config", "--vo=null", "--ao=null", "--ao-null-untimed=yes", "--untimed", "--msg-level=all=warn,cplayer=info", url])
            #expect(mpv.succeeded && (mpv.output + mpv.error).contains("Exiting... (End of file)"), "\(mpv.output.suffix(500))")
        }
    }

    private func browse(_ house: RunningHouse) async throws {
        let films = try await RunningHouse.get("\(house.address)/films")
        let page = try await RunningHouse.get(house.address + Self.link(to: "/films/", in: films))
        let watch = try Self.link(to: "/watch/", in: page)
        let outcome = try await Tool.script(
            "Tests/Browser/coding.py", environment: ["KINORA_BASE": house.address, "KINORA_WATCH": String(watch)])
        print(outcome.output)
        #expect(outcome.succeeded, "\(outcome.output.suffix(2000)) \(outcome.error.suffix(2000))")
    }

    /// The first address on a page that begins so.
    private static func link(to start: String, in page: String) throws -> String {
        let place = try #require(page.range(of: "href=\"\(start)"), "no link to \(start)")
        return start + page[place.upperBound...].prefix { $0 != "\"" }
    }
}
