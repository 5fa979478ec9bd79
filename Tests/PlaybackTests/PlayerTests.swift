import Foundation
import KinoraMedia
import Testing

/// Players that are not ours, over HTTP, from the first picture to the last.
@Suite("Other players play what Kinora prepared", .serialized, .timeLimit(.minutes(15)))
struct PlayerTests {
    @Test("ffmpeg plays every package to the end", arguments: ["manifest.mpd", "master.m3u8"])
    func ffmpegPlaysToTheEnd(manifest: String) async throws {
        let server = try await DemoServer.prepared()
        let packages = server.program.packages()
        #expect(packages.count == 7)
        for package in packages {
            let contents = try PackageFile.read(in: package)
            let url = try await MediaGrant.folder(of: package.lastPathComponent, at: server.address) + "/\(manifest)"

            let outcome = try await Tool.run(
                "ffmpeg",
                ["-v", "error", "-nostdin", "-i", url, "-map", "0:v:0", "-map", "0:a:0", "-f", "null", "-progress", "pipe:1", "-"])

            #expect(outcome.succeeded && outcome.error.isEmpty, "\(url): \(outcome.error.prefix(500))")
            let played = try #require(PackageFile.lastProgress(in: outcome.output), "\(url)")
            #expect(abs(played - Double(contents.duration) / 1000) < 0.25, "\(url) played \(played) s of \(contents.duration) ms")
        }
    }

    @Test("mpv plays to the end", arguments: ["manifest.mpd", "master.m3u8"])
    func mpvPlaysToTheEnd(manifest: String) async throws {
        let server = try await DemoServer.prepared()
        let package = try #require(server.program.packages().first)
        let url = try await MediaGrant.folder(of: package.lastPathComponent, at: server.address) + "/\(manifest)"

        let outcome = try await Tool.run(
            "mpv",
            ["--no-config", "--vo=null", "--ao=null", "--ao-null-untimed=yes", "--untimed", "--msg-level=all=warn,cplayer=info", url])

        #expect(outcome.succeeded, "\(outcome.output.suffix(500)) \(outcome.error.suffix(500))")
        #expect(
            (outcome.output + outcome.error).contains("Exiting... (End of file)"),
            "\(outcome.output.suffix(500)) \(outcome.error.suffix(500))")
    }
}
