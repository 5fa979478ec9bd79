import Foundation
import KinoraKernel
import KinoraMedia
import KinoraMediaTools
import KinoraPreparation
import Subprocess
import Testing

@Suite("What cannot be prepared", .timeLimit(.minutes(10)))
struct BadInputTests {
    @Test(
        "It fails with a reason a person understands, publishes nothing and leaves the original alone",
        arguments: BadFile.allCases)
    func bad(file: BadFile) async throws {
        let workshop = try await Workshop()
        try await file.make(at: workshop.path("film.mkv"))
        try await FilmClip.film(at: workshop.path("good.mkv"), seconds: 1)
        let before = try workshop.digest("film.mkv")
        let bad = try await workshop.enqueue("film.mkv")
        let good = try await workshop.enqueue("good.mkv")

        try await workshop.worker.run(once: true)

        let job = try await workshop.job(bad)
        #expect(job.state == .failed && job.attempts == 1)
        let reason = try #require(job.reason)
        #expect(reason.contains(file.reason), "\(reason)")
        #expect(!reason.contains(workshop.root), "no path of the data folder is shown: \(reason)")
        #expect(try workshop.digest("film.mkv") == before)
        // The broken film does not stop the other, and the other's package is all there is.
        #expect(try await workshop.job(good).state == .done)
        #expect(try workshop.published().filter { $0.hasSuffix("package.json") }.count == 1)
    }

    enum BadFile: String, CaseIterable, Sendable {
        case empty, text, garbage, soundOnly, truncatedMatroska, headlessMP4, truncatedMP4, damaged, playlist

        var reason: String {
            switch self {
            case .empty: "empty"
            case .text, .garbage, .playlist: "not a video file"
            case .soundOnly: "no picture"
            case .truncatedMatroska, .truncatedMP4: "of 6 seconds; the file is incomplete"
            case .headlessMP4, .damaged: "damaged"
            }
        }

        func make(at path: String) async throws {
            let url = URL(filePath: path)
            switch self {
            case .empty: try Data().write(to: url)
            case .text: try Data("I am a letter, not a film.\n".utf8).write(to: url)
            case .garbage: try Data((0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }).write(to: url)
            case .playlist: try Data("#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n".utf8).write(to: url)
            case .soundOnly: try await FilmClip.ffmpeg(FilmClip.tone(440, seconds: 2) + ["-c:a", "aac", "-f", "matroska", path])
            case .truncatedMatroska:
                try await FilmClip.film(at: path, seconds: 6)
                try cut(path, to: 0.4)
            case .truncatedMP4:
                try await FilmClip.film(at: path, seconds: 6, video: FilmClip.x264 + ["-movflags", "+faststart", "-f", "mp4"])
                try cut(path, to: 0.4)
            case .headlessMP4:
                try await FilmClip.film(at: path, seconds: 3, video: FilmClip.x264 + ["-f", "mp4"])
                try cut(path, to: 0.6)
            case .damaged:
                try await FilmClip.film(at: path, seconds: 6, video: FilmClip.x264 + ["-g", "25", "-f", "mp4"])
                var data = try Data(contentsOf: url)
                for place in stride(from: 2000, to: data.count * 3 / 4, by: 173) { data[place] ^= 0x5A }
                try data.write(to: url)
            }
        }

        private func cut(_ path: String, to share: Double) throws {
            let data = try Data(contentsOf: URL(filePath: path))
            try data.prefix(Int(Double(data.count) * share)).write(to: URL(filePath: path))
        }
    }

    @Test("A file that is gone is said to be gone")
    func gone() async throws {
        let workshop = try await Workshop()
        try Data("another".utf8).write(to: URL(filePath: workshop.path("another.txt")))
        let id = try await workshop.enqueue("film.mkv")
        try await workshop.worker.run(once: true)
        let job = try await workshop.job(id)
        #expect(job.state == .failed && job.reason?.contains("no longer there") == true)
    }

    @Test("A film whose library is away waits until it is back", arguments: [true, false])
    func away(isFolderLeft: Bool) async throws {
        let workshop = try await Workshop()
        let (place, aside) = (URL(filePath: workshop.library), URL(filePath: workshop.library + "-aside"))
        defer { try? FileManager.default.removeItem(at: aside) }
        try await FilmClip.film(at: workshop.path("film.mkv"), seconds: 1)
        let id = try await workshop.enqueue("film.mkv")
        try FileManager.default.moveItem(at: place, to: aside)
        if isFolderLeft { try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false) }

        try await workshop.worker.run(once: true)
        let waiting = try await workshop.job(id)
        #expect(waiting.state == .waiting && waiting.restsUntil != nil && waiting.attempts == 0)
        #expect(waiting.reason?.hasPrefix("The library is not there: ") == true)

        if isFolderLeft { try FileManager.default.removeItem(at: place) }
        try FileManager.default.moveItem(at: aside, to: place)
        try await workshop.queue.retry(id)
        try await workshop.worker.run(once: true)
        #expect(try await workshop.prepared(id).contents.duration == 1000)
    }

    @Test(
        "Names with a line break, a leading dash, a colon, a percent sign or bytes that are no UTF-8 do no harm",
        arguments: [
            "-i.mkv", "a\nb.mkv", "http:film.mkv", "100% %03d.mkv", "#1 🎬.mkv", #"caf\xe9.mkv"#,
        ])
    func names(name: String) async throws {
        let workshop = try await Workshop()
        try await FilmClip.film(at: workshop.path("plain.mkv"), seconds: 1)
        let path = FilePath(text: workshop.library).appending(FilePath(text: name))
        #expect(path.withCString { rename(workshop.path("plain.mkv"), $0) } == 0)
        let prepared = try await workshop.prepare(name)
        #expect(prepared.contents.duration == 1000)
    }

    @Test("A missing ffmpeg is named with the package that brings it")
    func missing() async throws {
        let workshop = try await Workshop(ffprobe: .ffprobe(at: "/nowhere/ffprobe"))
        try await FilmClip.film(at: workshop.path("film.mkv"), seconds: 1)
        let id = try await workshop.enqueue("film.mkv")
        try await workshop.worker.run(once: true)
        #expect(try await workshop.job(id).reason == "ffprobe is not installed: apt install ffmpeg.")
    }

    @Test("An ffmpeg that fails is tried three times, and its last words are told")
    func failing() async throws {
        let workshop = try await Workshop()
        try await FilmClip.film(at: workshop.path("film.mkv"), seconds: 1)
        let script = "\(workshop.root)/ffmpeg"
        try "#!/bin/sh\necho 'Something snapped inside' >&2\nexit 3\n".write(toFile: script, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
        let broken = try await Workshop(ffmpeg: .ffmpeg(at: script))
        try FileManager.default.copyItem(atPath: workshop.path("film.mkv"), toPath: broken.path("film.mkv"))
        let id = try await broken.enqueue("film.mkv")
        try await broken.worker.run(once: true)
        let job = try await broken.job(id)
        #expect(job.state == .failed && job.attempts == 3)
        #expect(job.reason == "ffmpeg failed: Something snapped inside")
        #expect(try broken.published().isEmpty)
    }

    @Test("Too little room is told with numbers before anything is encoded", .enabled(if: SmallDisk.isPossible, "needs the right to mount"))
    func small() async throws {
        let disk = try await SmallDisk(megabytes: 5)
        do {
            let workshop = try await Workshop(data: disk.path)
            try await FilmClip.film(at: workshop.path("film.mkv"), size: "640x360", seconds: 60)
            let id = try await workshop.enqueue("film.mkv")
            try await workshop.worker.run(once: true)
            let job = try await workshop.job(id)
            #expect(job.state == .waiting && job.restsUntil != nil && job.attempts == 0)
            #expect(job.reason?.contains("MB are free") == true, "\(job.reason ?? "")")
            #expect(workshop.encoder.commands.isEmpty)
        }
        try await disk.remove()
    }

    @Test("A disk that fills up while encoding is said to be full", .enabled(if: SmallDisk.isPossible, "needs the right to mount"))
    func full() async throws {
        let disk = try await SmallDisk(megabytes: 1)
        let command = EncodeCommand(
            arguments: ["-nostdin", "-v", "error"] + FilmClip.picture(seconds: 5) + [
                "-c:v", "rawvideo", "-f", "nut", "file:\(disk.path)/film.nut",
            ],
            outputs: ["\(disk.path)/film.nut"])
        await #expect(throws: Trouble.diskFull(folder: disk.path)) {
            _ = try await FFmpegEncoder().run(command) { _ in }
        }
        try await disk.remove()
    }
}
