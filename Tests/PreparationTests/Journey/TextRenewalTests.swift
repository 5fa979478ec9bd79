import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import Logging
import Testing

@Suite("Subtitles that change after a film was prepared", .timeLimit(.minutes(10)))
struct TextRenewalTests {
    private func errand(_ workshop: Workshop) -> TextErrand {
        TextErrand(
            Descriptions(store: workshop.store, editor: workshop.editor),
            renewal: TextRenewal(store: workshop.store, editor: workshop.editor, folders: workshop.folders), queue: workshop.queue,
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func scan(_ workshop: Workshop) async throws -> ScanReport {
        try await workshop.store.prepare(LibraryScan.schemas)
        let scan = LibraryScan(
            Library(path: workshop.library, kind: .films), store: workshop.store, time: SystemTime(), settle: .zero)
        var sightings = Sightings()
        return try await Intake(store: workshop.store, time: SystemTime()).scan(scan, &sightings)
    }

    private func film(_ workshop: Workshop, _ name: String) async throws {
        try "1\n00:00:00,500 --> 00:00:01,500\nInside\n".write(
            toFile: "\(workshop.root)/text.srt", atomically: true, encoding: .utf8)
        try await FilmClip.ffmpeg(
            FilmClip.picture(seconds: 2) + FilmClip.tone(440, seconds: 2) + [
                "-i", "\(workshop.root)/text.srt", "-map", "0", "-map", "1", "-map", "2",
            ]
                + FilmClip.x264 + ["-c:a", "aac", "-c:s", "srt", "-metadata:s:s:0", "language=eng", workshop.path(name)])
    }

    private func write(_ text: String, _ workshop: Workshop, _ name: String) throws {
        try "1\n00:00:00,250 --> 00:00:01,000\n\(text)\n".write(toFile: workshop.path(name), atomically: true, encoding: .utf8)
    }

    private func number(_ path: String) throws -> UInt64 {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? UInt64)
    }

    @Test("New, changed and removed ones become a new package that shares all media; nothing is encoded, and what was watched stays")
    func renewed() async throws {
        let workshop = try await Workshop()
        try await film(workshop, "Film (2001).mkv")
        #expect(try await scan(workshop).items.map(\.finding) == [.new])
        try await workshop.worker.run(once: true)
        let id = JobID(try #require(try await workshop.queue.records.first(.equal("state", "done"))).id)
        let first = try await workshop.prepared(id)
        #expect(first.contents.text.map(\.language.tag) == ["en"] && first.contents.text[0].isFromInside == true)
        let ran = workshop.encoder.commands.count

        try write("Hallo", workshop, "Film (2001).de.srt")
        #expect(try await scan(workshop).items.map(\.finding) == [.subtitled])
        #expect(try await errand(workshop).run())
        let second = try await workshop.prepared(id)
        #expect(second.contents.text.map(\.language.tag) == ["en", "de"] && second.folder != first.folder)
        #expect(second.film.versions.count == 1 && second.film.versions[0].textLanguages.map(\.tag) == ["en", "de"])
        #expect(try String(contentsOfFile: "\(second.folder)/text/t-de.vtt", encoding: .utf8).contains("Hallo"))
        #expect(second.contents.video == first.contents.video && second.contents.still == first.contents.still)
        let media = first.contents.video[0].path
        #expect(try number("\(first.folder)/\(media)") == number("\(second.folder)/\(media)"))
        try PackageCheck.run(second.contents, in: second.folder, readingMedia: true)
        try PackageCheck.run(first.contents, in: first.folder, readingMedia: true)
        #expect(try await !errand(workshop).run())

        try write("Guten Tag, alle", workshop, "Film (2001).de.srt")
        _ = try await scan(workshop)
        #expect(try await errand(workshop).run())
        let third = try await workshop.prepared(id)
        #expect(try String(contentsOfFile: "\(third.folder)/text/t-de.vtt", encoding: .utf8).contains("Guten Tag, alle"))

        try FileManager.default.removeItem(atPath: workshop.path("Film (2001).de.srt"))
        _ = try await scan(workshop)
        #expect(try await errand(workshop).run())
        let last = try await workshop.prepared(id)
        #expect(last.folder == first.folder, "the same content has the same name")
        #expect(workshop.encoder.commands.count == ran)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(workshop.folders.root)/renewals").isEmpty)
    }

    @Test("What cannot be read is said, and taken back when it is corrected")
    func said() async throws {
        let workshop = try await Workshop()
        try await film(workshop, "Film (2001).mkv")
        _ = try await scan(workshop)
        try await workshop.worker.run(once: true)
        let id = JobID(try #require(try await workshop.queue.records.first(.equal("state", "done"))).id)
        let before = try await workshop.job(id).reason
        try Data("no subtitles".utf8).write(to: URL(filePath: workshop.path("Film (2001).fr.srt")))
        for ending in ["idx", "sub"] { try Data("pictures".utf8).write(to: URL(filePath: workshop.path("Film (2001).\(ending)"))) }
        _ = try await scan(workshop)
        #expect(try await errand(workshop).run())
        let reason = try #require(try await workshop.job(id).reason)
        #expect(reason.contains("Français") && reason.contains("The subtitles Film (2001).sub are pictures"), "\(reason)")
        #expect(!reason.contains(".idx"), "\(reason)")
        for ending in ["idx", "sub"] { try FileManager.default.removeItem(atPath: workshop.path("Film (2001).\(ending)")) }
        try write("Bonjour", workshop, "Film (2001).fr.srt")
        _ = try await scan(workshop)
        #expect(try await errand(workshop).run())
        #expect(try await workshop.job(id).reason == before)
        #expect(try await workshop.prepared(id).contents.text.map(\.language.tag) == ["en", "fr"])
    }

    @Test("Of a film in several files they stand at the times of their file")
    func parts() async throws {
        let workshop = try await Workshop()
        for part in 1...2 { try await film(workshop, "Film (2001) cd\(part).mkv") }
        _ = try await scan(workshop)
        try await workshop.worker.run(once: true)
        let id = JobID(try #require(try await workshop.queue.records.first(.equal("state", "done"))).id)
        try write("Hallo", workshop, "Film (2001) cd2.de.srt")
        _ = try await scan(workshop)
        #expect(try await errand(workshop).run())
        let prepared = try await workshop.prepared(id)
        #expect(prepared.contents.text.map(\.language.tag) == ["en", "de"])
        let text = try String(contentsOfFile: "\(prepared.folder)/text/t-de.vtt", encoding: .utf8)
        #expect(text.contains("00:00:02.250 --> 00:00:03.000"), "\(text)")
    }

    @Test("A hint that they cannot be made anew is taken back when they could")
    func hint() async throws {
        let workshop = try await Workshop()
        try await film(workshop, "Film (2001).mkv")
        _ = try await scan(workshop)
        try await workshop.worker.run(once: true)
        let id = JobID(try #require(try await workshop.queue.records.first(.equal("state", "done"))).id)
        let package = "\(try await workshop.prepared(id).folder)/package.json"
        try FileManager.default.moveItem(atPath: package, toPath: "\(package).away")
        try write("Hallo", workshop, "Film (2001).de.srt")
        _ = try await scan(workshop)
        #expect(try await errand(workshop).run())
        #expect(try await workshop.job(id).reason?.contains("kinora jobs retry") == true)
        try FileManager.default.moveItem(atPath: "\(package).away", toPath: package)
        try write("Hallo, alle", workshop, "Film (2001).de.srt")
        _ = try await scan(workshop)
        #expect(try await errand(workshop).run())
        #expect(try await workshop.job(id).reason == nil)
        #expect(try await workshop.prepared(id).contents.text.map(\.language.tag) == ["en", "de"])
    }

    @Test("While a worker has the film, they wait for it")
    func waiting() async throws {
        let workshop = try await Workshop()
        try await film(workshop, "Film (2001).mkv")
        _ = try await scan(workshop)
        let job = try #require(try await workshop.queue.take(as: "somebody"))
        try write("Hallo", workshop, "Film (2001).de.srt")
        _ = try await scan(workshop)
        #expect(try await !errand(workshop).run())
        _ = try await workshop.queue.end(JobID(job.id), as: "somebody", .released)
        #expect(try await errand(workshop).run())
        #expect(try await !errand(workshop).run())
    }
}
