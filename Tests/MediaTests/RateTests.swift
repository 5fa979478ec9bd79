import Foundation
import KinoraKernel
import KinoraMedia
import Testing

@Suite("Picture and sound of any rate begin together", .timeLimit(.minutes(10)))
struct RateTests {
    @Test(
        "within a millisecond, with and without B-frames, with sound that begins late too",
        arguments: [
            (25, 1, 48000, "3", 0.0), (30000, 1001, 44100, "3", 0), (60000, 1001, 48000, "0", 0), (24000, 1001, 44100, "0", 0),
            (50, 1, 22050, "2", 0),
            (25, 1, 48000, "3", 0.25),
        ] as [(Int64, Int64, Int, String, Double)])
    func together(numerator: Int64, denominator: Int64, sampleRate: Int, frames: String, delay: Double) async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let rate = FrameRate(numerator, denominator)
        try await Clip.chunk(
            0..<60, size: "64x36", rate: "\(numerator)/\(denominator)", gop: 30, extra: ["-bf", frames], to: scratch.path("picture.mp4"))
        try await Tool.ffmpeg([
            "-f", "lavfi", "-i", "sine=sample_rate=\(sampleRate)", "-t", "\(60 / rate.perSecond)", "-c:a", "aac", "-output_ts_offset",
            "\(delay)",
            scratch.path("sound.mp4"),
        ])
        let picture = try MP4File(path: scratch.path("picture.mp4")).first(.video)
        let sound = try MP4File(path: scratch.path("sound.mp4")).first(.audio)
        let timeline = try PresentationTimeline(
            frameRate: rate, frameCount: 60, segmentStarts: [0, 30],
            offset: PresentationTimeline.offset(of: [picture], and: [sound], at: rate))

        var writer = try VideoTrackWriter(to: scratch.path("v.mp4"), timeline: timeline, like: picture)
        try writer.append(picture)
        _ = try writer.finish()
        let written = try AudioTrackWriter.write(sound, to: scratch.path("a.mp4"), timeline: timeline)

        let firstPicture = try #require(try await Tool.packets(of: scratch.path("v.mp4"), stream: "v").map(\.pts).min())
        let firstSound = try #require(try await Tool.packets(of: scratch.path("a.mp4"), stream: "a").map(\.pts).min())
        #expect(abs(firstPicture + delay - (firstSound + 1024 / Double(sampleRate))) < 0.001)
        #expect(abs(firstPicture - Double(timeline.offset) / 90_000) < 0.000_05)
        #expect((written.channels, written.sampleRate) == (1, sampleRate))
        #expect(written.track.segments.count == 2)
    }
}
