import Foundation
import KinoraKernel
import KinoraMedia
import Testing

@Suite("A damaged MP4 file", .timeLimit(.minutes(10)))
struct DamagedFileTests {
    private static let good = Task {
        let scratch = try Scratch.shared()
        let path = scratch.path("good.mp4")
        try await Tool.ffmpeg([
            "-f", "lavfi", "-i", "testsrc2=size=64x36:rate=24", "-f", "lavfi", "-i", "sine=sample_rate=48000", "-t", "1", "-c:v", "libx264",
            "-preset", "veryfast", "-bf", "2", "-g", "12", "-threads", "1", "-pix_fmt", "yuv420p", "-c:a", "aac", path,
        ])
        return try Data(contentsOf: URL(filePath: path))
    }

    /// Reads everything that can be read. Only complaints may come out.
    private func use(_ bytes: Data, in scratch: Scratch) throws -> Bool {
        let path = try scratch.write(bytes, to: "damaged.mp4")
        do {
            let file = try MP4File(path: path)
            for track in file.tracks {
                for sample in track.samples { #expect(sample.offset >= 0 && sample.offset + Int64(sample.size) <= bytes.count) }
                _ = try track.sampleEntry.codec()
                _ = try track.sampleEntry.cleaned()
                _ = try track.sampleEntry.trueChannels()
            }
            let rate = FrameRate(24)
            let (picture, sound) = (try file.first(.video), try file.first(.audio))
            let offset = try PresentationTimeline.offset(of: [picture], and: [sound], at: rate)
            let timeline = try PresentationTimeline(frameRate: rate, frameCount: picture.samples.count, segmentStarts: [0], offset: offset)
            defer { for name in ["v", "a"] { unlink(scratch.path(name)) } }
            _ = try AudioTrackWriter.write(sound, to: scratch.path("a"), timeline: timeline)
            var writer = try VideoTrackWriter(to: scratch.path("v"), timeline: timeline, like: picture)
            try writer.append(picture)
            _ = try writer.finish()
            return true
        } catch is any Complaint {
            return false
        }
    }

    @Test("that is cut anywhere is refused with a sentence")
    func cut() async throws {
        let good = try await Self.good.value
        let scratch = try Scratch()
        defer { scratch.remove() }

        #expect(try use(good, in: scratch))
        for length in stride(from: 0, to: good.count, by: max(1, good.count / 150)) {
            #expect(try !use(good.prefix(length), in: scratch), "\(length) bytes")
        }
    }

    @Test("with flipped bytes in its header gives sane samples or a sentence, and never more", arguments: 1...4)
    func flipped(seed: UInt64) async throws {
        let good = try await Self.good.value
        let scratch = try Scratch()
        defer { scratch.remove() }
        var random = SeededRandom(seed: seed)
        let header = try #require(good.firstRange(of: Data("moov".utf8)))

        var refused = 0
        for _ in 0..<300 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: header.lowerBound..<good.count, using: &random)
                bytes[place] = [0, 0xFF, 0x7F, 0x80, UInt8.random(in: 0...255, using: &random)].randomElement(using: &random) ?? 0
            }
            if try !use(bytes, in: scratch) { refused += 1 }
        }

        #expect(refused > 30)
    }

    @Test("that is no MP4 file, no file or unfinished is refused with a sentence")
    func others() throws {
        let scratch = try Scratch()
        defer { scratch.remove() }

        #expect(try !use(Data(), in: scratch))
        #expect(try !use(Data("This is a text file called film.mp4, and not a short one.".utf8), in: scratch))
        #expect(throws: MediaFileProblem.self) { try MP4File(path: scratch.folder) }
        #expect(throws: MediaFileProblem.self) { try MP4File(path: scratch.path("missing.mp4")) }
        #expect(throws: MediaFileProblem.self) { try MP4File(path: "/dev/zero") }
    }
}
