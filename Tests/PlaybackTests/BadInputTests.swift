import Crypto
import Foundation
import Testing

/// What people really have in their folders, all at once, beside one good film.
@Suite("Bad input is listed with a reason and stops nobody", .timeLimit(.minutes(10)))
struct BadInputTests {
    @Test func everyBadFileHasAReasonAndTheGoodOnesArePrepared() async throws {
        let program = try KinoraProgram.inNewFolder()
        defer { program.remove() }
        let library = program.library
        func file(_ name: String) -> URL { library.appendingPathComponent(name) }

        try await Tool.film(seconds: 4, at: file("Good Film (2020).mkv"))
        let good = try Data(contentsOf: file("Good Film (2020).mkv"))
        let strange = [
            "-dash first (2001).mkv", "New\nline (2002).mkv", "# hash (2003).mkv", "Émoji 🎬 (2004).mkv",
            String(repeating: "n", count: 244) + " (2005).mkv",
        ]
        for (index, name) in strange.enumerated() {
            try await Tool.film(seconds: 2 + index % 2, rate: "\(20 + index)", at: library.appendingPathComponent("made.mkv"))
            try FileManager.default.moveItem(atPath: file("made.mkv").path, toPath: library.path + "/" + name)
        }

        try Data().write(to: file("Empty (2010).mkv"))
        try Data("Just a text, honestly.\n".utf8).write(to: file("Letter (2011).mkv"))
        try await Tool.film(seconds: 30, extra: ["-movflags", "+faststart"], at: file("whole.mp4"))
        let whole = try Data(contentsOf: file("whole.mp4"))
        try whole.prefix(whole.count / 3).write(to: file("Truncated (2012).mp4"))
        try FileManager.default.removeItem(at: file("whole.mp4"))
        try await Tool.film(seconds: 30, at: file("whole.mkv"))
        let matroska = try Data(contentsOf: file("whole.mkv"))
        try matroska.prefix(matroska.count / 3).write(to: file("Cut Short (2016).mkv"))
        try FileManager.default.removeItem(at: file("whole.mkv"))
        try await Tool.clip(["-f", "lavfi", "-i", "sine=f=440", "-t", "3", "-c:a", "aac"], at: file("Only Sound (2013).mkv"))
        try Data((0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }).write(to: file("Noise (2014).mkv"))
        try Data("#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n".utf8).write(to: file("Playlist (2015).mkv"))
        let before = try digests(of: library)

        let outcome = try await program.run(["prepare", "--once"])

        #expect(outcome.code == 0, "\(outcome.error)")
        let jobs = try await program.jobs()
        let failed = jobs.filter { $0.state == "failed" }
        for name in ["Empty", "Letter", "Truncated", "Cut Short", "Only Sound", "Noise", "Playlist"] {
            let job = try #require(failed.first { $0.path.contains(name) }, "\(name) is not listed: \(jobs)")
            let reason = try #require(job.reason)
            #expect(reason.count > 15 && reason.hasSuffix("."), "\(name): \(reason)")
            #expect(!reason.contains(program.folder.path) && !reason.contains("Error(") && !reason.contains("\n"), "\(name): \(reason)")
        }
        #expect(failed.count == 7, "\(failed.map { "\($0.path): \($0.reason ?? "")" })")
        #expect(jobs.filter { $0.state == "done" }.count == 6, "\(jobs)")
        #expect(program.packages().count == 6)
        #expect(try digests(of: library) == before)
        #expect(try Data(contentsOf: file("Good Film (2020).mkv")) == good)
        let work = program.data.appendingPathComponent("work")
        for left in (try? FileManager.default.contentsOfDirectory(atPath: work.path)) ?? [] {
            #expect(!FileManager.default.fileExists(atPath: work.appendingPathComponent("\(left)/package.json").path))
        }
    }

    @Test(arguments: [("/nowhere/ffmpeg", "ffmpeg"), ("/bin/false", "ffmpeg")])
    func aMissingOrFailingFfmpegIsSaidPlainly(program path: String, word: String) async throws {
        let program = try KinoraProgram.inNewFolder(["KINORA_FFMPEG": path])
        defer { program.remove() }
        try await Tool.film(seconds: 2, extra: ["-c:a", "ac3"], at: program.library.appendingPathComponent("Good Film (2020).mkv"))

        _ = try await program.run(["prepare", "--once"])

        let job = try #require(try await program.jobs().first)
        #expect(job.state == "failed")
        #expect(job.reason?.contains(word) == true, "\(job.reason ?? "")")
        #expect(program.packages().isEmpty)
    }

    private func digests(of folder: URL) throws -> [String: String] {
        var digests: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name))
            digests[name] = SHA256.hash(data: data).description
        }
        return digests
    }
}
