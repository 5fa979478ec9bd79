import Foundation
import KinoraMedia
import KinoraMediaTools
import KinoraPreparation
import Testing

@Suite("Sound that cannot be decoded", .timeLimit(.minutes(10)))
struct BadSoundTests {
    /// A film with a sound track for each language; those in `bad` carry the name of a codec that nobody knows, or another codec's.
    private func film(_ workshop: Workshop, languages: [String], bad: Set<Int>, called codec: String = "A_XY3") async throws {
        let path = workshop.path("film.mkv")
        var arguments = FilmClip.picture(seconds: 3)
        for index in languages.indices { arguments += FilmClip.tone(300 + 100 * index, seconds: 3) }
        arguments += ["-map", "0"] + languages.indices.flatMap { ["-map", "\($0 + 1)"] }
        for (index, language) in languages.enumerated() { arguments += ["-metadata:s:a:\(index)", "language=\(language)"] }
        try await FilmClip.ffmpeg(arguments + FilmClip.x264 + ["-c:a", "ac3", path])
        var data = try Data(contentsOf: URL(filePath: path))
        var from = data.startIndex
        for index in languages.indices {
            let place = try #require(data.range(of: Data("A_AC3".utf8), in: from..<data.endIndex))
            if bad.contains(index) { data.replaceSubrange(place, with: Data(codec.utf8)) }
            from = place.upperBound
        }
        try data.write(to: URL(filePath: path))
    }

    @Test("It is left out with a word to the owner, and the film keeps its other sounds", arguments: ["A_XY3", "A_DTS"])
    func one(codec: String) async throws {
        let workshop = try await Workshop()
        try await film(workshop, languages: ["eng", "ger", "fre"], bad: [0], called: codec)
        let prepared = try await workshop.prepare("film.mkv")
        #expect(prepared.contents.audio.map(\.name) == ["a-de", "a-fr"])
        #expect(prepared.contents.audio.map(\.isDefault) == [true, false])
        #expect(
            prepared.job.reason?.contains("Some sound cannot be decoded and is left out: (English)") == true, "\(prepared.job.reason ?? "")"
        )
    }

    @Test("Where it is the only one, the film is published without sound, and the owner is told")
    func only() async throws {
        let workshop = try await Workshop()
        try await film(workshop, languages: ["eng"], bad: [0])
        let prepared = try await workshop.prepare("film.mkv")
        #expect(prepared.contents.audio.isEmpty && prepared.contents.duration == 3000)
        #expect(prepared.job.reason?.contains("without sound") == true, "\(prepared.job.reason ?? "")")
    }

    @Test("Another sound of the same language takes its place")
    func spare() async throws {
        let workshop = try await Workshop()
        try await film(workshop, languages: ["eng", "eng"], bad: [0])
        let prepared = try await workshop.prepare("film.mkv")
        #expect(prepared.contents.audio.map(\.name) == ["a-en"])
        #expect(prepared.job.reason == nil, "\(prepared.job.reason ?? "")")
    }

    @Test("An ffmpeg that fails at everything does not cost the film its sound")
    func failingTool() async throws {
        let whole = try await Workshop()
        try await film(whole, languages: ["eng"], bad: [])
        let script = "\(whole.root)/ffmpeg"
        try "#!/bin/sh\nexit 3\n".write(toFile: script, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
        let workshop = try await Workshop(ffmpeg: .ffmpeg(at: script))
        try FileManager.default.copyItem(atPath: whole.path("film.mkv"), toPath: workshop.path("film.mkv"))
        let id = try await workshop.enqueue("film.mkv")
        try await workshop.worker.run(once: true)
        let job = try await workshop.job(id)
        #expect(job.state == .failed && job.attempts == 3, "\(job)")

        try FileManager.default.removeItem(atPath: script)
        try FileManager.default.createSymbolicLink(atPath: script, withDestinationPath: try Tool.ffmpeg().resolved())
        try await workshop.queue.retry(id)
        try await workshop.worker.run(once: true)
        #expect(try await workshop.prepared(id).contents.audio.map(\.name) == ["a-en"])
    }
}
