import Foundation
import KinoraKernel
import KinoraMedia
import Testing

@Suite("AV1 beside H.264", .timeLimit(.minutes(10)))
struct AV1Tests {
    @Test("is written with its own brand, its configuration and colours, and no picture is stamped as decoded before it is shown")
    func trackFile() async throws {
        let film = try await AV1Film.shared.value
        let header = try RandomAccessFile(path: film.path("v-180-av1/media.mp4")).read(at: 0, count: Int(film.av1.track.headerEnd))

        #expect(film.av1.codec == "av01.0.00M.08")
        #expect(Self.brands(header).contains("av01"))
        #expect(!Self.brands(try RandomAccessFile(path: film.path("v-180/media.mp4")).read(at: 0, count: 64)).contains("av01"))
        for box in ["av1C", "colr"] { #expect(header.contains(box)) }
        let packets = try await Tool.packets(of: film.path("v-180-av1/media.mp4"), stream: "v")
        #expect(packets.count == AV1Film.frames)
        #expect(packets.allSatisfy { $0.pts == $0.dts })
    }

    @Test("has the boundaries of the H.264 renditions, each with a key picture, and every picture of its chunks")
    func boundaries() async throws {
        let film = try await AV1Film.shared.value

        let packets = try await Tool.packets(of: film.path("v-180-av1/media.mp4"), stream: "v")
        let places = packets.indices.filter { packets[$0].isKey }
        let decoded = try await Tool.decoded(film.path("v-180-av1/media.mp4"), stream: "v:0")
        var expected: [String] = []
        for chunk in film.chunkPaths { expected += try await Tool.decoded(chunk, stream: "v:0") }

        #expect(places == AV1Film.segmentStarts)
        #expect(film.av1.track.segments.map(\.duration) == film.avc.track.segments.map(\.duration))
        #expect(decoded == expected && decoded.count == AV1Film.frames)
    }

    @Test("begins at the moment of the H.264 renditions, though these decode two pictures ahead, and of the sound")
    func inSync() async throws {
        let film = try await AV1Film.shared.value

        let avc = try await Tool.packets(of: film.path("v-180/media.mp4"), stream: "v")
        let av1 = try await Tool.packets(of: film.path("v-180-av1/media.mp4"), stream: "v")
        let sound = try await Tool.packets(of: film.path("a-en/media.mp4"), stream: "a")

        #expect(zip(avc, avc.dropFirst()).contains { $0.pts > $1.pts })
        let start = try #require(av1.first?.pts)
        #expect(try abs(#require(avc.map(\.pts).min()) - start) < 0.000_05)
        #expect(try abs(#require(sound.first?.pts) + 1024.0 / 48000 - start) < 0.001)
    }

    @Test("has its own adaptation set and its own master playlist, and the usual one stays with H.264")
    func manifests() async throws {
        let film = try await AV1Film.shared.value
        let files = try PackageText.files(of: film.contents)
        let master = String(decoding: try #require(files["master.m3u8"]), as: UTF8.self)
        let other = String(decoding: try #require(files["master-av1.m3u8"]), as: UTF8.self)
        let mpd = String(decoding: try #require(files["manifest.mpd"]), as: UTF8.self)

        #expect(!master.contains("av01") && master.contains("v-180/playlist.m3u8"))
        #expect(!other.contains("avc1") && other.contains("v-180-av1/playlist.m3u8") && other.contains("a-en/playlist.m3u8"))
        let sets = mpd.components(separatedBy: "<AdaptationSet").filter { $0.contains("contentType=\"video\"") }
        #expect(sets.count == 2)
        #expect(sets.allSatisfy { $0.contains("avc1") != $0.contains("av01") })
        #expect(try PackageFiles(of: film.contents).contentTypes["master-av1.m3u8"] == "application/vnd.apple.mpegurl")
        try PackageCheck.run(film.contents, in: film.scratch.path("package"), readingMedia: true)
    }

    @Test("is decoded through DASH and through its master playlist", arguments: ["manifest.mpd", "master-av1.m3u8"])
    func manifestPlayback(manifest: String) async throws {
        let film = try await AV1Film.shared.value

        let found = try await Tool.decoded(film.path(manifest), stream: manifest.hasSuffix("mpd") ? "v:1" : "v:0")

        #expect(found.count == AV1Film.frames)
        #expect(found == (try await Tool.decoded(film.path("v-180-av1/media.mp4"), stream: "v:0")))
    }

    @Test("needs no second master playlist where it is alone, or absent")
    func alone() async throws {
        let film = try await AV1Film.shared.value
        for kept in ["avc1", "av01"] {
            var contents = film.contents
            contents.video.removeAll { !$0.codec.hasPrefix(kept) }

            let files = try PackageText.files(of: contents)

            #expect(files["master-av1.m3u8"] == nil)
            #expect(String(decoding: try #require(files["master.m3u8"]), as: UTF8.self).contains(kept))
        }
    }

    private static func brands(_ header: [UInt8]) -> [String] {
        let size = header.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        return stride(from: 16, to: min(size, header.count), by: 4).map { String(decoding: header[$0..<$0 + 4], as: UTF8.self) }
    }
}

extension [UInt8] {
    fileprivate func contains(_ type: String) -> Bool { String(decoding: self, as: Unicode.ASCII.self).contains(type) }
}
