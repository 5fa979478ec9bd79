/// One generated clip of the demo library: what moves, what sounds, and what is written beside it.
struct DemoClip: Sendable {
    enum Container: String, Sendable { case mkv, mp4 }

    /// One audio track: two tones, so that an ear (or a test) can tell the languages apart.
    struct Voice: Sendable {
        /// ISO 639-2, as Matroska and MP4 want it.
        var language: String
        var title: String
        /// Hertz.
        var tones: [Int]
        var codec: String = "aac"
    }

    struct Line: Sendable {
        var from: Int
        var to: Int
        var text: String
    }

    /// Folder and stem below the library, such as `Slow Water (2024)/Slow Water (2024)`.
    var stem: String
    var container: Container
    /// The ffmpeg source filter that draws the picture, without size, rate and length.
    var picture: String
    /// What follows the source: scaling, colours.
    var treatment: String
    /// Lines per second of the picture that the source draws, and of the finished clip.
    var drawnSize: String
    var framesPerSecond: Int
    /// Seconds.
    var length: Int
    /// Shown in a corner, so that one sees what plays.
    var caption: String
    var voices: [Voice]
    /// Subtitles inside the file: language and lines.
    var embedded: [(language: String, lines: [Line])] = []
    /// Subtitles beside the file: the suffix (`de`, `en.sdh`) and lines.
    var beside: [(suffix: String, lines: [Line])] = []
    /// Written as `<stem>.nfo`.
    var nfo: String
    /// Encoder settings of the picture.
    var encoding: [String] = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-pix_fmt", "yuv420p"]
}

extension DemoClip {
    static let font = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"

    var videoPath: String { "\(stem).\(container.rawValue)" }

    /// The whole picture as a filter graph for ffmpeg's `lavfi` input.
    func graph(withText: Bool) -> String {
        let source = "\(picture)\(picture.contains("=") ? ":" : "=")s=\(drawnSize):r=\(framesPerSecond)"
        let text = ",drawtext=fontfile=\(Self.font):text='\(caption)':fontcolor=white@0.85:fontsize=34:x=48:y=h-84:shadowx=2:shadowy=2"
        let clock =
            ",drawtext=fontfile=\(Self.font):text='%{pts\\:hms}':fontcolor=white@0.7:fontsize=26:x=w-tw-48:y=h-80:shadowx=2:shadowy=2"
        return source + treatment + (withText ? text + clock : "")
    }

    /// ffmpeg's arguments for the clip. Subtitle files are inputs, in the order of `embedded`.
    func arguments(subtitleFiles: [String], output: String, withText: Bool) -> [String] {
        var arguments = ["-hide_banner", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", graph(withText: withText)]
        for voice in voices { arguments += ["-f", "lavfi", "-i", Self.sound(of: voice)] }
        for file in subtitleFiles { arguments += ["-i", "file:\(file)"] }
        arguments += ["-t", "\(length)", "-map", "0:v"]
        for (index, voice) in voices.enumerated() {
            arguments += ["-map", "\(index + 1):a", "-c:a:\(index)", voice.codec, "-b:a:\(index)", "128k"]
            arguments += ["-metadata:s:a:\(index)", "language=\(voice.language)", "-metadata:s:a:\(index)", "title=\(voice.title)"]
            arguments += ["-disposition:a:\(index)", index == 0 ? "default" : "0"]
        }
        for (index, track) in embedded.enumerated() {
            arguments += ["-map", "\(1 + voices.count + index):s", "-metadata:s:s:\(index)", "language=\(track.language)"]
        }
        if !embedded.isEmpty { arguments += ["-c:s", container == .mp4 ? "mov_text" : "srt"] }
        arguments += encoding
        if container == .mp4 { arguments += ["-movflags", "+faststart"] }
        return arguments + ["-f", container == .mp4 ? "mp4" : "matroska", "file:\(output)"]
    }

    /// A slow swell of the voice's tones.
    private static func sound(of voice: Voice) -> String {
        let tones = voice.tones.map { "sin(2*PI*\($0)*t)" }.joined(separator: "+")
        let expression = "0.12*(\(tones))*(0.65+0.35*sin(2*PI*0.25*t))"
        return "aevalsrc=exprs='\(expression)|\(expression)':s=48000:c=stereo"
    }
}
