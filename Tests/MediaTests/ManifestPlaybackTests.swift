import Foundation
import KinoraKernel
import KinoraMedia
import Testing

@Suite("A player that reads the manifests", .timeLimit(.minutes(10)))
struct ManifestPlaybackTests {
    @Test("decodes every picture of every rendition and all sound, through DASH and HLS", arguments: ["manifest.mpd", "master.m3u8"])
    func everything(manifest: String) async throws {
        let film = try await MadeFilm.shared.value

        // One stream at a time: ffmpeg's DASH reader stops all streams when the first of them ends.
        for (index, name) in ["v-180", "v-90"].enumerated() {
            let found = try await Tool.decoded(film.path(manifest), stream: "v:\(index)")
            #expect(found == (try await Tool.decoded(film.path("\(name)/media.mp4"), stream: "v:0")))
            #expect(found.count == MadeFilm.frames)
        }
        for (index, name) in ["a-en", "a-de"].enumerated() {
            let found = try await Tool.decoded(film.path(manifest), stream: "a:\(index)")
            #expect(found == (try await Tool.decoded(film.path("\(name)/media.mp4"), stream: "a:0")))
            #expect(found.count > 300)
        }
    }

    @Test("shows the first picture with the first audible sound", arguments: ["manifest.mpd", "master.m3u8"])
    func inSync(manifest: String) async throws {
        let film = try await MadeFilm.shared.value

        let picture = try #require(try await Tool.packets(of: film.path(manifest), stream: "v:0").map(\.pts).min())
        let sound = try #require(try await Tool.packets(of: film.path(manifest), stream: "a:0").map(\.pts).min())

        #expect(abs(picture - (sound + 1024.0 / 48000)) <= 0.001)
    }

    @Test("plays to the end in mpv", .enabled(if: Tool.isInstalled("mpv")))
    func mpv() async throws {
        let film = try await MadeFilm.shared.value
        let sound = film.scratch.path("mpv.wav")

        let said = try await Tool.run(
            "mpv",
            [
                "--no-config", "--vo=null", "--ao=pcm", "--ao-pcm-file=\(sound)", "--untimed", "--msg-level=all=warn",
                film.path("with-text.m3u8"),
            ])

        #expect(said.succeeded, "\(said.output) \(said.complaints)")
        let length = try await Tool.run("ffprobe", ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", sound])
        let seconds = try #require(Double(length.lines.first ?? ""))
        #expect(abs(seconds - 6.5) < 0.1)
    }

    @Test("finds a manifest that is well-formed XML")
    func wellFormed() async throws {
        let film = try await MadeFilm.shared.value

        let said = try await Tool.run("xmllint", ["--noout", film.mpd])

        #expect(said.succeeded, "\(said.complaints)")
    }
}
