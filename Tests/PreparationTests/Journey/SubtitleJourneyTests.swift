import Foundation
import KinoraCatalogue
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import Testing

@Suite("Subtitles on their journey", .timeLimit(.minutes(10)))
struct SubtitleJourneyTests {
    private let srt = "1\n00:00:00,500 --> 00:00:01,500\nFish & chips\n"

    private func film(_ workshop: Workshop, _ name: String, codec: String) async throws {
        try srt.write(toFile: "\(workshop.root)/text.srt", atomically: true, encoding: .utf8)
        try await FilmClip.ffmpeg(
            FilmClip.picture(seconds: 2) + FilmClip.tone(440, seconds: 2) + [
                "-i", "\(workshop.root)/text.srt", "-map", "0", "-map", "1", "-map", "2",
            ]
                + FilmClip.x264 + ["-c:a", "aac", "-c:s", codec, "-metadata:s:s:0", "language=eng", workshop.path(name)])
    }

    @Test(
        "Inside the file they become WebVTT, with their times",
        arguments: [("Film.mkv", "srt"), ("Film.mkv", "ass"), ("Film.mkv", "webvtt"), ("Film.mp4", "mov_text")])
    func inside(name: String, codec: String) async throws {
        let workshop = try await Workshop()
        try await film(workshop, name, codec: codec)
        let prepared = try await workshop.prepare(name)
        let track = try #require(prepared.contents.text.first)
        #expect(track.language == LanguageTag("en") && track.path == "text/t-en.vtt")
        let text = try String(contentsOfFile: "\(prepared.folder)/\(track.path)", encoding: .utf8)
        #expect(text.contains("00:00:00.5") || text.contains("00:00:00.47"), "\(text)")
        #expect(text.contains("Fish &amp; chips"))
        #expect(prepared.film.versions.first?.textLanguages == [LanguageTag("en")])
    }

    @Test("Beside the file they are found and read in their old encoding; what cannot be read is said and costs nothing else")
    func beside() async throws {
        let workshop = try await Workshop()
        try await FilmClip.film(at: workshop.path("Film.mkv"), seconds: 2)
        try Data("1\r\n00:00:00,500 --> 00:00:01,500\r\nGr\u{FC}\u{DF}e\r\n".unicodeScalars.map { UInt8($0.value) }).write(
            to: URL(filePath: workshop.path("Film.de.srt")))
        try Data("no subtitles".utf8).write(to: URL(filePath: workshop.path("Film.fr.srt")))
        try Data([0, 0, 1, 0xBA]).write(to: URL(filePath: workshop.path("Film.en.sub")))
        let prepared = try await workshop.prepare("Film.mkv")
        #expect(prepared.contents.text.map(\.language.tag) == ["de"])
        let text = try String(contentsOfFile: "\(prepared.folder)/text/t-de.vtt", encoding: .utf8)
        #expect(text.contains("Grüße"))
        #expect(prepared.job.state == .done && prepared.job.reason?.contains("Français") == true, "\(prepared.job.reason ?? "")")
    }
}
