import Foundation
import KinoraKernel
import KinoraMedia
import Testing

@Suite("A track of a package", .timeLimit(.minutes(10)))
struct TrackFileTests {
    @Test("keeps every picture of its chunks, in order and bit for bit")
    func everyPicture() async throws {
        let film = try await MadeFilm.shared.value

        var expected: [String] = []
        for chunk in film.chunkPaths { expected += try await Tool.decoded(chunk, stream: "v:0") }
        let found = try await Tool.decoded(film.path("v-180/media.mp4"), stream: "v:0")

        #expect(found.count == MadeFilm.frames)
        #expect(found == expected)
    }

    @Test("stamps its pictures on the exact grid, from the shared offset on")
    func exactGrid() async throws {
        let film = try await MadeFilm.shared.value
        let offset = Double(film.timeline.offset) / 90_000

        for name in ["v-180", "v-90"] {
            let packets = try await Tool.packets(of: film.path("\(name)/media.mp4"), stream: "v")
            #expect(packets.count == MadeFilm.frames)
            for (index, time) in packets.map(\.pts).sorted().enumerated() {
                #expect(abs(time - offset - Double(index) * 1001 / 24000) < 0.000_05)
            }
            #expect(packets.allSatisfy { $0.dts >= 0 && $0.dts <= $0.pts })
            #expect(zip(packets, packets.dropFirst()).allSatisfy { $0.dts < $1.dts })
        }
    }

    @Test("begins each segment with a picture where decoding can begin")
    func cleanStarts() async throws {
        let film = try await MadeFilm.shared.value

        let packets = try await Tool.packets(of: film.path("v-180/media.mp4"), stream: "v")

        #expect(film.timeline.segmentStarts == [0, 48, 96, 144])
        for start in film.timeline.segmentStarts { #expect(packets[start].isKey) }
    }

    @Test("has the first picture and the first audible sound at one time")
    func sameStart() async throws {
        let film = try await MadeFilm.shared.value

        let picture = try #require(try await Tool.packets(of: film.path("v-180/media.mp4"), stream: "v").map(\.pts).min())
        let sound = try #require(try await Tool.packets(of: film.path("a-en/media.mp4"), stream: "a").map(\.pts).min())

        #expect(abs(picture - (sound + 1024.0 / 48000)) < 0.001)
    }

    @Test("has an index that reads back as its layout, covers the file, and sums up to the film")
    func index() async throws {
        let film = try await MadeFilm.shared.value

        for (path, track) in film.contents.video.map({ ($0.path, $0.track) }) + film.contents.audio.map({ ($0.path, $0.track) }) {
            let file = try RandomAccessFile(path: film.path(path))
            let (index, place) = try SegmentIndex.read(from: file)
            #expect(place.start == track.headerEnd)
            #expect(place.end == track.indexEnd)
            #expect(index.timescale == track.timescale)
            #expect(index.segments.map(\.size) == track.segments.map(\.size))
            #expect(index.segments.map(\.duration) == track.segments.map(\.duration))
            #expect(track.indexEnd + track.segments.map(\.size).reduce(0, +) == track.size)
            #expect(track.size == file.size)
            let boxes = try BoxHeader.all(in: file)
            #expect(boxes.map(\.type) == ["ftyp", "moov", "sidx"] + track.segments.flatMap { _ in ["moof", "mdat"] as [FourCC] })
        }
        let video = film.contents.video[0].track
        #expect(video.segments.map(\.duration).reduce(0, +) == Int64(MadeFilm.frames) * 1001)
        #expect(video.timescale == 24000)
    }

    @Test("has its segments where the other renditions have them, and sound less than a frame later")
    func alignment() async throws {
        let film = try await MadeFilm.shared.value

        let durations = film.contents.video.map { $0.track.segments.map(\.duration) }
        #expect(durations[0] == durations[1])

        var boundary = 0.0
        var sound = -1024.0 / 48000
        for (picture, tone) in zip(film.contents.video[0].track.segments, film.contents.audio[0].track.segments).dropLast() {
            boundary += Double(picture.duration) / 24000
            sound += Double(tone.duration) / 48000
            #expect(sound >= boundary && sound - boundary < 1024.0 / 48000)
        }
        #expect(film.contents.audio[0].track.segments.count == 4)
    }

    @Test("names its coding, size, digest and rates")
    func facts() async throws {
        let film = try await MadeFilm.shared.value
        let picture = film.contents.video[0]
        let sound = film.contents.audio[0]

        #expect(picture.codec.hasPrefix("avc1.64"))
        #expect((picture.width, picture.height) == (320, 180))
        #expect(sound.codec == "mp4a.40.2")
        #expect((sound.channels, sound.sampleRate) == (2, 48000))
        let bytes = try Data(contentsOf: URL(filePath: film.path(picture.path)))
        #expect(picture.track.digest == Digest(of: bytes))
        let dearest = picture.track.segments.map { Double($0.size) * 8 * 24000 / Double($0.duration) }.dropLast().max() ?? 0
        #expect(Double(picture.track.peakBandwidth) >= dearest.rounded(.down))
        #expect(picture.track.peakBandwidth >= picture.track.averageBandwidth)
    }

    @Test("lets fast winding read the first picture of a segment on its own")
    func firstPictures() async throws {
        let film = try await MadeFilm.shared.value
        let track = film.contents.video[0].track
        let bytes = try Data(contentsOf: URL(filePath: film.path("v-180/media.mp4")))

        var position = track.indexEnd
        for segment in track.segments {
            let end = position + (try #require(segment.firstPictureEnd))
            let path = try film.scratch.write(bytes[..<track.headerEnd] + bytes[position..<end], to: "key-picture.mp4")
            let said = try await Tool.run("ffmpeg", ["-nostdin", "-v", "error", "-i", path, "-frames:v", "1", "-f", "framemd5", "-"])
            #expect(said.lines.filter { !$0.hasPrefix("#") }.count == 1)
            position += segment.size
        }
    }
}
