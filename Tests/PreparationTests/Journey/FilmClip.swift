import Foundation
import Subprocess
import Testing

/// Makes small films for tests: a moving picture and tones.
enum FilmClip {
    static func ffmpeg(_ arguments: [String]) async throws {
        let result = try await Subprocess.run(
            .name("ffmpeg"), arguments: Arguments(["-hide_banner", "-nostdin", "-v", "error", "-y"] + arguments), output: .discarded,
            error: .string(limit: 1 << 20))
        try #require(result.terminationStatus.isSuccess, "\(result.standardError)")
    }

    static func ffprobe(_ arguments: [String]) async throws -> String {
        let result = try await Subprocess.run(
            .name("ffprobe"), arguments: Arguments(["-v", "error"] + arguments), output: .string(limit: 16 << 20), error: .discarded)
        try #require(result.terminationStatus.isSuccess)
        return result.standardOutput
    }

    static func picture(_ size: String = "320x180", rate: String = "25", seconds: Double) -> [String] {
        ["-f", "lavfi", "-i", "testsrc2=size=\(size):rate=\(rate):duration=\(seconds)"]
    }

    static func tone(_ frequency: Int, seconds: Double) -> [String] {
        ["-f", "lavfi", "-i", "sine=frequency=\(frequency):sample_rate=48000:duration=\(seconds)"]
    }

    static let x264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]

    /// Pictures that a browser can show, at a rate that is worth keeping, with a key picture every 40.
    static let webReady = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "32", "-pix_fmt", "yuv420p", "-g", "40", "-bf", "2"]

    /// A film with one sound track.
    static func film(
        at path: String, size: String = "320x180", rate: String = "25", seconds: Double, video: [String] = x264,
        audio: [String] = ["-c:a", "aac"]
    ) async throws {
        try await ffmpeg(picture(size, rate: rate, seconds: seconds) + tone(440, seconds: seconds) + ["-shortest"] + video + audio + [path])
    }
}
