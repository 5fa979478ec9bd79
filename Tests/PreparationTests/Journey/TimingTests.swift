import Foundation
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import Subprocess
import Testing

@Suite("Every picture and sound stands at its time", .timeLimit(.minutes(10)))
struct TimingTests {
    struct Source: Sendable, CustomTestStringConvertible {
        var file: String
        var rate: String
        var video: [String]
        var testDescription: String { "\(file) at \(rate)" }
    }

    /// One and a half seconds of nothing, then alternating white and tone for half a second every second.
    private static func flashes(at path: String, _ source: Source) async throws {
        let beat = "gte(mod(t,1),0.5)*gte(t,1.5)"
        let beatSound = "sin(880*2*PI*t)*0.5*\(beat)"
        try await FilmClip.ffmpeg(
            [
                "-f", "lavfi", "-i",
                "color=black:size=128x72:rate=\(source.rate):duration=8,geq=lum='255*gte(mod(T,1),0.5)*gte(T,1.5)':cb=128:cr=128",
            ]
                + ["-f", "lavfi", "-i", "aevalsrc='\(beatSound)':sample_rate=48000:duration=8"] + source.video
                + ["-c:a", source.file.hasSuffix("ts") ? "mp2" : "aac", path])
    }

    @Test(
        "A flash and the beep with it stay together through chunks and containers",
        arguments: [
            Source(file: "Film.mkv", rate: "24000/1001", video: FilmClip.x264 + ["-bf", "3", "-g", "100"]),
            Source(file: "Film.mp4", rate: "25", video: FilmClip.x264 + ["-bf", "2", "-g", "300"]),
            Source(file: "Kept.mp4", rate: "25", video: FilmClip.webReady),
            Source(file: "Kept.mkv", rate: "30000/1001", video: FilmClip.webReady),
            Source(file: "Film.ts", rate: "25", video: ["-c:v", "mpeg2video", "-bf", "2", "-g", "40", "-b:v", "1M"]),
            Source(file: "Film.avi", rate: "25", video: ["-c:v", "mpeg4", "-bf", "0"]),
        ])
    func together(source: Source) async throws {
        let workshop = try await Workshop()
        try await Self.flashes(at: workshop.path(source.file), source)
        let prepared = try await workshop.prepare(source.file)
        #expect(prepared.contents.duration >= 7900)

        let offset = Double(prepared.contents.presentationOffset) / 90000
        let rendition = try #require(prepared.contents.video.last)
        let flashes = try await changes(
            in: "\(prepared.folder)/\(rendition.path)", "-vf", "blackdetect=d=0.1:pix_th=0.5", key: "black_end:", minus: offset)
        let beeps = try await changes(
            in: "\(prepared.folder)/\(prepared.contents.audio[0].path)", "-af", "silencedetect=noise=-35dB:d=0.1", key: "silence_end: ",
            minus: offset)
        #expect(flashes.count >= 6 && beeps.count >= 6)
        let frame = 1 / rendition.frameRate.perSecond
        // AVI makes room for the sound's priming by beginning a picture later.
        let late = source.file.hasSuffix("avi") ? frame : 0
        for (number, (flash, beep)) in zip(flashes, beeps).enumerated() {
            #expect(abs(flash - beep) < frame, "flash \(number) at \(flash), beep at \(beep)")
            #expect(abs(flash - (1.5 + Double(number))) < frame * 1.2 + late, "flash \(number) at \(flash)")
        }
    }

    /// The moments that a detecting filter reports, in the film's time.
    private func changes(in path: String, _ kind: String, _ filter: String, key: String, minus offset: Double) async throws -> [Double] {
        let result = try await Subprocess.run(
            .name("ffmpeg"), arguments: ["-hide_banner", "-nostdin", "-copyts", "-i", path, kind, filter, "-f", "null", "-"],
            output: .discarded, error: .string(limit: 1 << 20))
        return result.standardError.split(separator: "\n").compactMap { line in
            line.range(of: key).flatMap { Double(line[$0.upperBound...].prefix { $0.isNumber || $0 == "." }) }
        }.map { $0 - offset }
    }

    @Test("Chunks meet without a picture lost or doubled")
    func pictures() async throws {
        let settings = EncodingSettings(segmentSeconds: 1, chunkSeconds: 2, preset: "ultrafast", keepsWebReady: false)
        let workshop = try await Workshop(encoding: settings)
        // Every picture is grey, 16 levels brighter than the one before: one place away they are 24 dB alike.
        try await FilmClip.ffmpeg(
            ["-f", "lavfi", "-i", "color=black:size=128x72:rate=24000/1001:duration=8,geq=lum='mod(N*16,208)+24':cb=128:cr=128"]
                + ["-c:v", "libx264", "-preset", "veryfast", "-crf", "10", "-x264-params", "open-gop=1:keyint=60:bframes=3:scenecut=0"]
                + [workshop.path("Film.mkv")])
        let prepared = try await workshop.prepare("Film.mkv")
        #expect(workshop.encoder.chunks.count >= 3)

        let log = "\(workshop.root)/psnr.log"
        try await FilmClip.ffmpeg([
            "-i", workshop.path("Film.mkv"), "-i", "\(prepared.folder)/\(prepared.contents.video[0].path)", "-lavfi",
            "[0:v]settb=1/25,setpts=N[a];[1:v]settb=1/25,setpts=N[b];[a][b]psnr=stats_file=\(log)", "-fps_mode", "passthrough", "-f",
            "null", "-",
        ])
        let likeness = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").compactMap { line in
            line.range(of: "psnr_y:").flatMap { Double(line[$0.upperBound...].prefix { $0 != " " }) }
        }
        #expect(likeness.count == 192)
        #expect(likeness.allSatisfy { $0 > 30 }, "\(likeness.min() ?? 0)")
    }
}
