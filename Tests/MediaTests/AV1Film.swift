import Foundation
import KinoraKernel
import KinoraMedia

/// A package with the same picture in H.264 and in AV1, in two chunks each, with segments of different lengths, and a sound.
struct AV1Film {
    static let shared = Task { try await AV1Film.make() }
    static let frames = 120
    static let chunks = [0..<72, 72..<120]
    static let segmentStarts = [0, 48, 72, 96]

    let scratch: Scratch
    let contents: PackageContents
    /// Paths of the chunks in AV1.
    let chunkPaths: [String]

    var avc: VideoRendition { contents.video[0] }
    var av1: VideoRendition { contents.video[1] }
    func path(_ name: String) -> String { scratch.path("package/\(name)") }

    private static func make() async throws -> AV1Film {
        let scratch = try Scratch.shared()
        let forced = ["expr:eq(n,0)+eq(n,48)", "expr:eq(n,0)+eq(n,24)"]
        var tracks: [String: [MP4Track]] = [:]
        for (index, range) in chunks.enumerated() {
            let avc = scratch.path("avc-\(index).mp4")
            try await Clip.chunk(range, gop: 200, extra: ["-force_key_frames", forced[index]], to: avc)
            tracks["v-180", default: []].append(try MP4File(path: avc).first(.video))
            let av1 = scratch.path("av1-\(index).mp4")
            try await Clip.av1Chunk(range, keys: forced[index], to: av1)
            tracks["v-180-av1", default: []].append(try MP4File(path: av1).first(.video))
        }
        try await Clip.tone(440, seconds: 5, to: scratch.path("tone.m4a"))
        let sound = try MP4File(path: scratch.path("tone.m4a")).first(.audio)
        let timeline = try PresentationTimeline(
            frameRate: Clip.rate, frameCount: frames, segmentStarts: segmentStarts,
            offset: PresentationTimeline.offset(of: tracks.values.flatMap { $0 }, and: [sound], at: Clip.rate))
        for name in ["v-180", "v-180-av1", "a-en"] {
            try FileManager.default.createDirectory(atPath: scratch.path("package/\(name)"), withIntermediateDirectories: true)
        }
        let video = try ["v-180", "v-180-av1"].map { name in
            let path = "\(name)/media.mp4"
            let parts = tracks[name] ?? []
            var writer = try VideoTrackWriter(to: scratch.path("package/\(path)"), timeline: timeline, like: parts[0])
            for part in parts { try writer.append(part) }
            return try writer.finish().rendition(name: name, path: path)
        }
        let audio = try AudioTrackWriter.write(sound, to: scratch.path("package/a-en/media.mp4"), timeline: timeline)
            .rendition(name: "a-en", path: "a-en/media.mp4", language: LanguageTag("en"), isDefault: true)
        let contents = PackageContents(
            duration: timeline.duration, presentationOffset: timeline.offset, video: video, audio: [audio], text: [])
        for (path, bytes) in try PackageText.files(of: contents) { try scratch.write(bytes, to: "package/\(path)") }
        return AV1Film(scratch: scratch, contents: contents, chunkPaths: [scratch.path("av1-0.mp4"), scratch.path("av1-1.mp4")])
    }
}
