import Foundation
import KinoraKernel
import KinoraMedia
import Testing

/// Small generated films: moving pictures with B-frames, and a tone.
enum Clip {
    static let rate = FrameRate(24000, 1001)
    static let rateText = "24000/1001"

    /// Frames `range` of the test picture, encoded as a chunk of their own.
    static func chunk(
        _ range: Range<Int>, size: String = "320x180", rate: String = rateText, gop: Int = 48, extra: [String] = [], to path: String
    ) async throws {
        try await Tool.ffmpeg(
            [
                "-f", "lavfi", "-i", "testsrc2=size=\(size):rate=\(rate)",
                "-vf", "trim=start_frame=\(range.lowerBound):end_frame=\(range.upperBound),setpts=PTS-STARTPTS,format=yuv420p",
                "-frames:v", "\(range.count)", "-c:v", "libx264", "-preset", "veryfast", "-threads", "1", "-bf", "3", "-g", "\(gop)",
                "-keyint_min", "\(gop)", "-sc_threshold", "0", "-crf", "30",
            ] + extra + ["-an", path])
    }

    /// The same in AV1, with key pictures where the expression says.
    static func av1Chunk(_ range: Range<Int>, size: String = "320x180", keys: String, to path: String) async throws {
        let said = try await Tool.run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=\(size):rate=\(rateText)",
                "-vf", "trim=start_frame=\(range.lowerBound):end_frame=\(range.upperBound),setpts=PTS-STARTPTS,format=yuv420p",
                "-frames:v", "\(range.count)", "-c:v", "libsvtav1", "-preset", "10", "-crf", "40", "-g", "\(range.count + 1)",
                "-force_key_frames", keys, "-svtav1-params", "lp=1:enable-force-key-frames=1", "-colorspace", "bt709", "-color_primaries",
                "bt709", "-color_trc", "bt709", "-color_range", "tv", "-an", path,
            ])
        try #require(said.succeeded, "\(said.complaints)")
    }

    /// A tone in AAC, so many seconds long.
    static func tone(_ frequency: Int, seconds: Double, to path: String) async throws {
        try await Tool.ffmpeg([
            "-f", "lavfi", "-i", "sine=frequency=\(frequency):sample_rate=48000", "-t", "\(seconds)", "-ac", "2", "-c:a", "aac", "-b:a",
            "96k", path,
        ])
    }
}
