import Foundation
import KinoraKernel
import KinoraMedia

/// A whole package of a generated film: two renditions in two chunks each, two sounds, written once for all tests.
struct MadeFilm {
    static let shared = Task { try await MadeFilm.make() }
    static let frames = 156
    static let chunks = [0..<96, 96..<156]

    let scratch: Scratch
    let contents: PackageContents
    let timeline: PresentationTimeline
    /// Paths of the chunks of the larger rendition.
    let chunkPaths: [String]

    var mpd: String { scratch.path("package/manifest.mpd") }
    var master: String { scratch.path("package/master.m3u8") }
    func path(_ name: String) -> String { scratch.path("package/\(name)") }

    private static func make() async throws -> MadeFilm {
        let scratch = try Scratch.shared()
        var chunks: [String: [MP4Track]] = [:]
        for (name, size) in [("v-180", "320x180"), ("v-90", "160x90")] {
            for (index, range) in Self.chunks.enumerated() {
                let path = scratch.path("\(name)-\(index).mp4")
                try await Clip.chunk(range, size: size, to: path)
                chunks[name, default: []].append(try MP4File(path: path).first(.video))
            }
        }
        let tones = [("a-en", 440, "en"), ("a-de", 880, "de")]
        var sounds: [MP4Track] = []
        for (name, frequency, _) in tones {
            let path = scratch.path("\(name).m4a")
            try await Clip.tone(frequency, seconds: 6.5, to: path)
            sounds.append(try MP4File(path: path).first(.audio))
        }
        let timeline = try PresentationTimeline(
            frameRate: Clip.rate, frameCount: frames, segmentStarts: PresentationTimeline.evenStarts(every: 48, of: frames),
            offset: PresentationTimeline.offset(of: chunks.values.flatMap { $0 }, and: sounds, at: Clip.rate))

        for name in ["v-180", "v-90", "a-en", "a-de"] {
            try FileManager.default.createDirectory(atPath: scratch.path("package/\(name)"), withIntermediateDirectories: true)
        }
        let video = try ["v-180", "v-90"].map { name in
            let path = "\(name)/media.mp4"
            let tracks = chunks[name] ?? []
            var writer = try VideoTrackWriter(to: scratch.path("package/\(path)"), timeline: timeline, like: tracks[0])
            for track in tracks { try writer.append(track) }
            return try writer.finish().rendition(name: name, path: path)
        }
        let audio = try zip(tones, sounds).map { tone, track in
            let path = "\(tone.0)/media.mp4"
            let written = try AudioTrackWriter.write(track, to: scratch.path("package/\(path)"), timeline: timeline)
            return written.rendition(name: tone.0, path: path, language: LanguageTag(tone.2), isDefault: tone.2 == "en")
        }
        let contents = PackageContents(
            duration: timeline.duration, presentationOffset: timeline.offset, video: video, audio: audio, text: [])
        for (path, bytes) in try PackageText.files(of: contents) { try scratch.write(bytes, to: "package/\(path)") }
        try writeTextBeside(contents, in: scratch)
        return MadeFilm(
            scratch: scratch, contents: contents, timeline: timeline,
            chunkPaths: [scratch.path("v-180-0.mp4"), scratch.path("v-180-1.mp4")])
    }

    /// The same film with a text track, under another name, since ffmpeg's DASH reader takes no local WebVTT and its HLS reader no text at all.
    private static func writeTextBeside(_ contents: PackageContents, in scratch: Scratch) throws {
        let subtitles = try Subtitles(Array("1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n".utf8))
        let bytes = subtitles.webVTT(presentationOffset: contents.presentationOffset)
        var contents = contents
        contents.text = [
            TextTrack(name: "t-en", path: "text/en.vtt", language: LanguageTag("en"), size: Int64(bytes.count), digest: Digest(of: bytes))
        ]
        try scratch.write(bytes, to: "package/text/en.vtt")
        let files = try PackageText.files(of: contents)
        try scratch.write(files["text/en.m3u8"] ?? Data(), to: "package/text/en.m3u8")
        try scratch.write(files["master.m3u8"] ?? Data(), to: "package/with-text.m3u8")
    }
}
