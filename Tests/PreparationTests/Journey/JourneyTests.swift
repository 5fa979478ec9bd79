import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import Testing

@Suite("A film's journey", .timeLimit(.minutes(10)))
struct JourneyTests {
    @Test("A Matroska film with two languages and subtitles becomes a package that plays")
    func matroska() async throws {
        let workshop = try await Workshop()
        try "1\n00:00:00,500 --> 00:00:02,000\nGood morning & welcome\n".write(
            toFile: workshop.path("en.txt"), atomically: true, encoding: .utf8)
        try await FilmClip.ffmpeg(
            FilmClip.picture("426x240", rate: "24000/1001", seconds: 5) + FilmClip.tone(440, seconds: 5) + FilmClip.tone(880, seconds: 5)
                + ["-f", "srt", "-i", workshop.path("en.txt"), "-map", "0", "-map", "1", "-map", "2", "-map", "3"] + FilmClip.x264
                + [
                    "-g", "300", "-bf", "2", "-c:a", "aac", "-c:s", "srt", "-metadata:s:a:0", "language=eng", "-metadata:s:a:1",
                    "language=ger",
                ]
                + ["-metadata:s:s:0", "language=eng", workshop.path("Film.mkv")])
        let before = try workshop.digest("Film.mkv")

        let prepared = try await workshop.prepare("Film.mkv")

        #expect(prepared.contents.video.map(\.name) == ["v-240"])
        #expect(prepared.contents.video[0].frameRate == FrameRate(24000, 1001))
        #expect(prepared.contents.audio.map(\.language.tag) == ["en", "de"])
        #expect(prepared.contents.audio.map(\.isDefault) == [true, false])
        #expect(prepared.contents.still != nil)
        #expect(prepared.job.progress == 1 && prepared.job.stage == .publish && prepared.job.lease == nil)
        #expect(prepared.film.isListed)
        #expect(try workshop.digest("Film.mkv") == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: workshop.folders.work).isEmpty)
    }

    @Test("A web-ready film keeps its own pictures in the largest rendition, and the smaller ones follow its key pictures")
    func webReady() async throws {
        let workshop = try await Workshop()
        try await FilmClip.film(
            at: workshop.path("Film.mp4"), size: "640x360", rate: "25", seconds: 6, video: FilmClip.webReady)

        let prepared = try await workshop.prepare("Film.mp4")

        #expect(prepared.contents.video.map(\.name) == ["v-360", "v-240"])
        let own = try await FilmClip.ffprobe([
            "-select_streams", "v:0", "-show_entries", "packet=data_hash", "-show_data_hash", "sha256", "-of", "csv=p=0",
            workshop.path("Film.mp4"),
        ])
        let kept = try await FilmClip.ffprobe([
            "-select_streams", "v:0", "-show_entries", "packet=data_hash", "-show_data_hash", "sha256", "-of", "csv=p=0",
            "\(prepared.folder)/v-360/media.mp4",
        ])
        #expect(own == kept && own.split(separator: "\n").count == 150)
        #expect(prepared.contents.video[0].track.segments.map(\.duration) == prepared.contents.video[1].track.segments.map(\.duration))
    }

    @Test("What is published bears the label that tells it from other versions, and prepared again it takes its own place")
    func version() async throws {
        let workshop = try await Workshop()
        try await FilmClip.film(at: workshop.path("Film.mkv"), size: "160x90", rate: "25", seconds: 1)
        let id = try await workshop.enqueue("Film.mkv")
        let sources = Records<Source>(in: workshop.store)
        let source = try await workshop.job(id).source
        try await sources.change(source) { $0.version = "Director's Cut" }
        try await workshop.worker.run(once: true)
        let first = try await workshop.prepared(id)
        #expect(first.film.versions.map(\.version) == ["Director's Cut"])

        try "1\n00:00:00,100 --> 00:00:00,900\nHello\n".write(toFile: workshop.path("Film.en.srt"), atomically: true, encoding: .utf8)
        try await workshop.queue.retry(id)
        try await workshop.worker.run(once: true)
        let second = try await workshop.prepared(id)
        #expect(second.film.versions.count == 1)
        #expect(second.folder != first.folder)
        #expect(second.contents.text.map(\.language.tag) == ["en"])
    }

    @Test("The same film out of Matroska keeps its pictures too, although milliseconds round their times")
    func webReadyMatroska() async throws {
        let workshop = try await Workshop()
        try await FilmClip.film(
            at: workshop.path("Film.mkv"), size: "640x360", rate: "24000/1001", seconds: 6, video: FilmClip.webReady)
        let prepared = try await workshop.prepare("Film.mkv")
        #expect(prepared.contents.video.map(\.name) == ["v-360", "v-240"])
        #expect(workshop.encoder.commands.contains { $0.arguments.contains("copy") })
    }

    @Test(
        "Whatever a camera, a recorder or an old computer made becomes an exact constant rate",
        arguments: [
            Odd("odd size", "Odd.mkv", size: "321x179"),
            Odd("29.97", "NTSC.mp4", rate: "30000/1001"),
            Odd("fifty", "Sport.mkv", rate: "50"),
            Odd("variable rate", "Phone.mkv", video: FilmClip.x264 + ["-vf", "select='not(eq(mod(n,7),3))'", "-fps_mode", "vfr"]),
            Odd("no sound", "Silent.mp4", audio: ["-an"]),
            Odd("six channels", "Surround.mkv", audio: ["-ac", "6", "-c:a", "ac3"]),
            Odd("MPEG-4 in AVI", "Old.avi", video: ["-c:v", "mpeg4", "-bf", "0"], audio: ["-c:a", "mp3"]),
            Odd("open groups", "Open.mp4", video: FilmClip.x264 + ["-x264-params", "open-gop=1:keyint=30:bframes=3"]),
            Odd(
                "interlaced", "Recorded.ts", video: ["-c:v", "mpeg2video", "-flags", "+ilme+ildct", "-b:v", "2M"], audio: ["-c:a", "mp2"]),
            Odd("ten bits", "Deep.mkv", video: ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le"]),
            Odd("narrow pixels", "Anamorphic.mkv", size: "320x240", video: FilmClip.x264 + ["-vf", "setsar=4/3"]),
        ])
    func odd(film: Odd) async throws {
        let workshop = try await Workshop()
        try await FilmClip.film(
            at: workshop.path(film.file), size: film.size, rate: film.rate, seconds: 3, video: film.video, audio: film.audio)

        let prepared = try await workshop.prepare(film.file)

        let rendition = try #require(prepared.contents.video.first)
        #expect(rendition.width % 2 == 0 && rendition.height % 2 == 0)
        let seconds = Double(prepared.contents.duration) / 1000
        #expect(abs(seconds - 3) < 0.2)
        switch film.name {
        case "narrow pixels": #expect((rendition.width, rendition.height) == (426, 240))
        case "no sound": #expect(prepared.contents.audio.isEmpty)
        case "six channels": #expect(prepared.contents.audio.map(\.channels) == [2, 6])
        default: break
        }
    }

    @Test("A film from a telephone held upright stands upright")
    func turned() async throws {
        let workshop = try await Workshop()
        try await FilmClip.film(at: workshop.path("Lying.mp4"), seconds: 2)
        let turn = ["-c", "copy", "-metadata:s:v", "rotate=90"]
        try await FilmClip.ffmpeg(["-i", workshop.path("Lying.mp4")] + turn + [workshop.path("Upright.mp4")])
        let prepared = try await workshop.prepare("Upright.mp4")
        #expect(prepared.contents.video.map(\.width) == [180] && prepared.contents.video.map(\.height) == [320])
    }

    struct Odd: Sendable, CustomTestStringConvertible {
        var name: String
        var file: String
        var size = "320x180"
        var rate = "25"
        var video = FilmClip.x264
        var audio = ["-c:a", "aac"]

        init(
            _ name: String, _ file: String, size: String = "320x180", rate: String = "25", video: [String] = FilmClip.x264,
            audio: [String] = ["-c:a", "aac"]
        ) {
            (self.name, self.file, self.size, self.rate, self.video, self.audio) = (name, file, size, rate, video, audio)
        }

        var testDescription: String { name }
    }
}
