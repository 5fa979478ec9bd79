import Foundation
import KinoraMedia
import KinoraPreparation
import Subprocess
import Testing

@Suite("Sound", .timeLimit(.minutes(10)))
struct SoundTests {
    /// A film whose sound is an expression of time for each channel.
    private func film(_ workshop: Workshop, _ file: String, _ expression: String, layout: String, seconds: Double, codec: [String])
        async throws
    {
        try await FilmClip.ffmpeg(
            FilmClip.picture("160x90", seconds: seconds)
                + ["-f", "lavfi", "-i", "aevalsrc=\(expression):channel_layout=\(layout):sample_rate=48000:duration=\(seconds)"]
                + FilmClip.x264 + codec + [workshop.path(file)])
    }

    /// Integrated loudness and true peak, as ffmpeg's own meter says.
    private func measured(_ prepared: Workshop.Prepared, _ index: Int = 0, pick: String = "anull") async throws -> (
        loudness: Double, peak: Double
    ) {
        let result = try await Subprocess.run(
            .name("ffmpeg"),
            arguments: [
                "-hide_banner", "-nostdin", "-nostats", "-i", "\(prepared.folder)/\(prepared.contents.audio[index].path)", "-af",
                "\(pick),ebur128=peak=true:framelog=verbose", "-f", "null", "-",
            ],
            output: .discarded, error: .string(limit: 1 << 20))
        func number(_ key: String) throws -> Double {
            let words = result.standardError.split(whereSeparator: \.isWhitespace)
            let place = try #require(words.lastIndex { $0 == key })
            return words[place + 1] == "-inf" ? -.infinity : try #require(Double(words[place + 1]))
        }
        return (try number("I:"), try number("Peak:"))
    }

    enum Mix: String, CaseIterable, Sendable {
        case quiet = "0.02*sin(700*2*PI*t)"
        case loud = "0.95*sin(500*2*PI*t)+0.05*random(0)"
        case dynamic = "(0.012+0.9*lt(mod(t,4),0.01))*sin(600*2*PI*t)"
        case late = "0.1*sin(700*2*PI*t)*gt(t,3)"
    }

    @Test("Every film is as loud as the others, without peaks above -1 dB", arguments: Mix.allCases)
    func loudness(mix: Mix) async throws {
        let workshop = try await Workshop()
        let one = mix.rawValue.replacing(",", with: "\\,")
        try await film(workshop, "film.mkv", "\(one)|\(one)", layout: "stereo", seconds: 8, codec: ["-c:a", "flac"])
        let prepared = try await workshop.prepare("film.mkv")
        let (loudness, peak) = try await measured(prepared)
        #expect(abs(loudness - Loudness.target) <= 1, "\(loudness)")
        #expect(peak <= Loudness.highestPeak, "\(peak)")
    }

    @Test("What is spoken in the centre is heard in stereo, and 5.1 stays 5.1 beside it, equally loud")
    func surround() async throws {
        let workshop = try await Workshop()
        let voice = "0.2*sin(440*2*PI*t)"
        try await film(
            workshop, "film.mkv", "0|0|\(voice)|0|0.01*sin(900*2*PI*t)|0", layout: "5.1", seconds: 6,
            codec: ["-c:a", "ac3", "-b:a", "448k", "-metadata:s:a:0", "language=eng"])
        let prepared = try await workshop.prepare("film.mkv")

        let sounds = prepared.contents.audio
        #expect(sounds.map(\.name) == ["a-en", "a-en-surround"])
        #expect(sounds.map(\.channels) == [2, 6] && sounds.map(\.isDefault) == [true, false])
        let layouts = try await FilmClip.ffprobe([
            "-show_entries", "stream=channel_layout,profile,sample_rate", "-of", "csv=p=0", "\(prepared.folder)/\(sounds[1].path)",
        ])
        #expect(layouts.contains("LC,48000,5.1"), "\(layouts)")
        for side in ["pan=mono|c0=FL", "pan=mono|c0=FR"] {
            #expect(try await measured(prepared, 0, pick: side).peak > -40, "the voice is in both ears")
        }
        #expect(try await measured(prepared, 1, pick: "pan=mono|c0=FC").peak > -40)
        #expect(try await measured(prepared, 1, pick: "pan=mono|c0=FL").peak < -60, "nothing leaks into the other channels")
        let (stereo, wide) = (try await measured(prepared, 0).loudness, try await measured(prepared, 1).loudness)
        #expect(abs(stereo - Loudness.target) <= 1 && abs(wide - stereo) <= 1, "\(stereo) and \(wide)")

        let master = try String(contentsOfFile: "\(prepared.folder)/master.m3u8", encoding: .utf8)
        #expect(master.contains("GROUP-ID=\"sound\",NAME=\"English\"") && master.contains("GROUP-ID=\"surround\",NAME=\"English\""))
        #expect(master.contains("CHANNELS=\"6\"") && master.contains("AUDIO=\"surround\""))
        let manifest = try String(contentsOfFile: "\(prepared.folder)/manifest.mpd", encoding: .utf8)
        #expect(manifest.contains("audio_channel_configuration:2011\" value=\"6\"") && manifest.contains("<Label>English 5.1</Label>"))
    }

    @Test("Sound that browsers can play and that is as loud as it should be is kept to the byte", arguments: ["film.mp4", "film.mkv"])
    func kept(file: String) async throws {
        let workshop = try await Workshop()
        // A sine of this amplitude in both channels has -23 LUFS.
        let right = "0.0708*sin(997*2*PI*t)"
        try await film(workshop, file, "\(right)|\(right)", layout: "stereo", seconds: 6, codec: ["-c:a", "aac", "-b:a", "128k"])
        let prepared = try await workshop.prepare(file)
        func packets(_ path: String, _ stream: String) async throws -> [Substring] {
            try await FilmClip.ffprobe([
                "-select_streams", stream, "-show_entries", "packet=data_hash", "-show_data_hash", "sha256", "-of", "csv=p=0", path,
            ]).split { $0.isNewline || $0 == "," }.filter { $0.hasPrefix("SHA256") }
        }
        let (own, kept) = (
            try await packets(workshop.path(file), "a:0"), try await packets("\(prepared.folder)/\(prepared.contents.audio[0].path)", "a:0")
        )
        #expect(kept.count > 270 && own.starts(with: kept), "\(own.count) \(kept.count)")
        let first = try await FilmClip.ffprobe([
            "-show_entries", "packet=pts_time", "-of", "csv=p=0", "\(prepared.folder)/\(prepared.contents.audio[0].path)",
        ]).split { $0.isNewline || $0 == "," }.compactMap { Double($0) }.first
        let priming = try #require(first) - Double(prepared.contents.presentationOffset) / 90_000
        #expect(abs(priming + 1024.0 / 48_000) < 0.001, "what is heard first stands where the picture begins: \(priming)")
    }

    @Test("Sound that browsers can play but that is too loud is encoded")
    func tooLoud() async throws {
        let workshop = try await Workshop()
        let loud = "0.5*sin(997*2*PI*t)"
        try await film(workshop, "film.mp4", "\(loud)|\(loud)", layout: "stereo", seconds: 4, codec: ["-c:a", "aac"])
        let prepared = try await workshop.prepare("film.mp4")
        #expect(abs(try await measured(prepared).loudness - Loudness.target) <= 1)
    }

    @Test("Commentary and descriptions stay what they are, and a single channel is heard in both ears")
    func purposes() async throws {
        let workshop = try await Workshop()
        var arguments = FilmClip.picture("160x90", seconds: 2)
        for frequency in [300, 400, 500] { arguments += FilmClip.tone(frequency, seconds: 2) }
        try await FilmClip.ffmpeg(
            arguments + ["-map", "0", "-map", "1", "-map", "2", "-map", "3", "-disposition:a:1", "comment"]
                + ["-disposition:a:2", "visual_impaired"] + (0..<3).flatMap { ["-metadata:s:a:\($0)", "language=eng"] } + FilmClip.x264
                + ["-c:a", "ac3", "-ac", "1", workshop.path("film.mkv")])
        let prepared = try await workshop.prepare("film.mkv")
        #expect(prepared.contents.audio.map(\.purpose) == [nil, .commentary, .description])
        #expect(prepared.contents.audio.map(\.channels) == [2, 2, 2])
        for side in ["FL", "FR"] { #expect(try await measured(prepared, 0, pick: "pan=mono|c0=\(side)").peak > -40) }
        let manifest = try String(contentsOfFile: "\(prepared.folder)/manifest.mpd", encoding: .utf8)
        #expect(manifest.contains("value=\"commentary\"") && manifest.contains("value=\"description\""))
        let master = try String(contentsOfFile: "\(prepared.folder)/master.m3u8", encoding: .utf8)
        #expect(master.contains("NAME=\"English – Commentary\",LANGUAGE=\"en\",DEFAULT=NO,AUTOSELECT=NO"))
        #expect(master.contains("CHARACTERISTICS=\"public.accessibility.describes-video\""))
    }
}
