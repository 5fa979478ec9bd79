import Foundation
import KinoraMedia
import KinoraMediaTools
import KinoraPreparation
import Testing

@Suite("A film in H.264 and AV1", .serialized, .timeLimit(.minutes(10)))
struct AV1JourneyTests {
    private static func settings(av1: Bool = true) -> EncodingSettings {
        EncodingSettings(segmentSeconds: 1, chunkSeconds: 4, preset: "ultrafast", makesAV1: av1, presetInAV1: 12)
    }

    private static func codec(_ path: String) async throws -> [String] {
        try await FilmClip.ffprobe(
            ["-count_frames", "-select_streams", "v", "-show_entries", "stream=codec_name,nb_read_frames", "-of", "csv=p=0", path]
        ).trimmingCharacters(in: .whitespacesAndNewlines).split(separator: ",").map(String.init)
    }

    @Test("Both are whole and cut at the same places, H.264 is what it is without AV1, and the same film gives the same bytes")
    func both() async throws {
        let (one, two) = (try await Workshop(encoding: Self.settings()), try await Workshop(encoding: Self.settings(), parallel: 1))
        let plain = try await Workshop(encoding: Self.settings(av1: false))
        try await FilmClip.film(at: one.path("film.mkv"), size: "640x360", seconds: 10.5, video: ["-c:v", "mpeg4", "-q:v", "3"])
        for other in [two, plain] { try FileManager.default.copyItem(atPath: one.path("film.mkv"), toPath: other.path("film.mkv")) }

        let film = try await one.prepare("film.mkv")

        #expect(film.contents.video.map(\.name) == ["v-360", "v-240", "v-360-av1"])
        let frames = "263"
        for rendition in film.contents.video {
            #expect(try await Self.codec("\(film.folder)/\(rendition.path)") == [rendition.coding == "av01" ? "av1" : "h264", frames])
            #expect(rendition.track.segments.map(\.duration) == film.contents.video[0].track.segments.map(\.duration))
        }
        #expect(film.contents.video[2].codec.hasPrefix("av01.0.") && film.contents.video[2].codec.hasSuffix("M.08"))
        #expect(FileManager.default.fileExists(atPath: "\(film.folder)/master-av1.m3u8"))
        #expect(film.job.ladder?.contains { $0.contains("v-360-av1") } == true)
        #expect(try await two.prepare("film.mkv").contents == film.contents)
        let without = try await plain.prepare("film.mkv").contents.video
        #expect(without == Array(film.contents.video.prefix(2)))
        #expect(
            one.encoder.commands.lastIndex { $0.arguments.contains("libx264") }.map { last in
                one.encoder.commands[last...].contains { $0.arguments.contains("libsvtav1") }
            } == true, "H.264 comes first")
    }

    @Test("Decoding can begin at each of its segments and gives the pictures that decoding from the start gives")
    func cleanStarts() async throws {
        let workshop = try await Workshop(encoding: Self.settings())
        try await FilmClip.film(at: workshop.path("film.mkv"), size: "640x360", seconds: 6, video: ["-c:v", "mpeg4", "-q:v", "3"])
        let film = try await workshop.prepare("film.mkv")
        let rendition = try #require(film.contents.video.last)
        let file = try Data(contentsOf: URL(filePath: "\(film.folder)/\(rendition.path)"))
        let track = rendition.track
        var place = Int(track.indexEnd)
        var apart: [String] = []
        for (index, segment) in track.segments.enumerated() {
            let path = "\(workshop.root)/segment-\(index).mp4"
            try (file[..<Int(track.headerEnd)] + file[place..<place + Int(segment.size)]).write(to: URL(filePath: path))
            apart += try await Self.digests(path)
            place += Int(segment.size)
        }

        #expect(rendition.coding == "av01")
        #expect(apart.count == 150)
        #expect(apart == (try await Self.digests("\(film.folder)/\(rendition.path)")))
    }

    @Test("Beside pictures that stay as they are, AV1 is cut at their key pictures")
    func copied() async throws {
        let workshop = try await Workshop(encoding: Self.settings())
        try await FilmClip.film(
            at: workshop.path("film.mp4"), size: "640x360", seconds: 8,
            video: FilmClip.webReady + ["-force_key_frames", "1.2,2.9,5.1", "-sc_threshold", "0"])

        let film = try await workshop.prepare("film.mp4")

        #expect(film.contents.video.map(\.coding) == ["avc1", "avc1", "av01"])
        #expect(!workshop.encoder.commands.contains { $0.arguments.contains("[v2]") })
        let lengths = film.contents.video.map { $0.track.segments.map(\.duration) }
        #expect(Set(lengths).count == 1)
        #expect(Set(lengths[0]).count > 1, "the segments have different lengths")
    }

    @Test("An ffmpeg without the encoder makes H.264 alone, and the owner is told")
    func withoutEncoder() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "kinora-ffmpeg-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try #"""
        #!/bin/sh
        case "$*" in *-encoders*) ffmpeg "$@" | grep -v svtav1; exit;; esac
        exec ffmpeg "$@"
        """#.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        let workshop = try await Workshop(encoding: Self.settings(), ffmpeg: .ffmpeg(at: path))
        try await FilmClip.film(at: workshop.path("film.mkv"), size: "640x360", seconds: 2)

        let film = try await workshop.prepare("film.mkv")

        #expect(film.contents.video.allSatisfy { $0.coding == "avc1" })
        #expect(film.job.reason?.contains("lacks libsvtav1") == true, "\(film.job.reason ?? "nothing")")
    }

    private static func digests(_ path: String) async throws -> [String] {
        let md5 = "\(path).md5"
        try await FilmClip.ffmpeg(["-i", path, "-map", "0:v", "-fps_mode", "passthrough", "-f", "framemd5", md5])
        return try String(contentsOfFile: md5, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap {
            $0.split(separator: ",").last.map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }
}
