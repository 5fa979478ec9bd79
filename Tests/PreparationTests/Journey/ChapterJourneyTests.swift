import Foundation
import KinoraCatalogue
import KinoraMedia
import KinoraPreparation
import Testing

@Suite("Chapters on their journey", .timeLimit(.minutes(10)))
struct ChapterJourneyTests {
    /// ffmpeg's own form of metadata; times in milliseconds.
    static func metadata(_ chapters: [(start: Int, end: Int, title: String)]) -> String {
        ";FFMETADATA1\n"
            + chapters.map { "[CHAPTER]\nTIMEBASE=1/1000\nSTART=\($0.start)\nEND=\($0.end)\ntitle=\($0.title)\n" }.joined()
    }

    @Test("Those of Matroska and MP4 files stand in the package and in the catalogue", arguments: ["mkv", "mp4"])
    func chapters(ending: String) async throws {
        let workshop = try await Workshop()
        let list = [(0, 2000, "Beginning"), (2000, 3500, "Middle & <b>more</b>"), (3500, 5000, "Credits")]
        try Self.metadata(list).write(toFile: workshop.path("chapters.txt"), atomically: true, encoding: .utf8)
        try await FilmClip.ffmpeg(
            FilmClip.picture(seconds: 5) + FilmClip.tone(440, seconds: 5) + ["-i", workshop.path("chapters.txt"), "-map_metadata", "2"]
                + ["-map", "0", "-map", "1", "-map_chapters", "2"] + FilmClip.x264 + ["-c:a", "aac", workshop.path("Film.\(ending)")])

        let prepared = try await workshop.prepare("Film.\(ending)")

        let chapters = try #require(prepared.contents.chapters)
        #expect(chapters.map(\.title) == list.map(\.2))
        for (chapter, wanted) in zip(chapters, list) { #expect(abs(chapter.start - Int64(wanted.0)) <= 50) }
        #expect(prepared.film.versions.first?.chapters == "chapters.vtt")
        let text = try String(contentsOfFile: "\(prepared.folder)/chapters.vtt", encoding: .utf8)
        #expect(text.contains("Middle &amp; &lt;b&gt;more&lt;/b&gt;"))
        try PackageCheck.run(prepared.contents, in: prepared.folder, readingMedia: false)
    }

    @Test("A film without any has none, and nothing is said of it")
    func none() async throws {
        let workshop = try await Workshop()
        try await FilmClip.film(at: workshop.path("a.mkv"), size: "160x90", seconds: 1)
        let prepared = try await workshop.prepare("a.mkv")
        #expect(prepared.contents.chapters == nil && prepared.film.versions.first?.chapters == nil)
        #expect(!FileManager.default.fileExists(atPath: "\(prepared.folder)/chapters.vtt"))
    }
}
