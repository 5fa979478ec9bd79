import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import Subprocess
import Testing

@Suite("A film in several files becomes one", .timeLimit(.minutes(10)))
struct PartJourneyTests {
    private struct Part {
        var name: String
        var size = "320x180"
        var rate = "25"
        var seconds = 4.0
        var video = FilmClip.x264
        var audio: [String]? = ["-c:a", "aac"]
    }

    /// Black and silent, but for half a second of white and tone from each half of a second on.
    private func write(_ part: Part, _ workshop: Workshop) async throws {
        let beat = "gte(mod(t,1),0.5)"
        let length = part.seconds
        let picture =
            "color=black:size=\(part.size):rate=\(part.rate):duration=\(length),geq=lum='255*gte(mod(T,1),0.5)':cb=128:cr=128"
        var arguments = ["-f", "lavfi", "-i", picture]
        if part.audio != nil {
            arguments += ["-f", "lavfi", "-i", "aevalsrc='sin(880*2*PI*t)*0.5*\(beat)':sample_rate=48000:duration=\(length)"]
        }
        try await FilmClip.ffmpeg(arguments + part.video + (part.audio ?? []) + [workshop.path(part.name)])
    }

    private func enqueue(_ parts: [String], _ workshop: Workshop, id: String = "film") async throws -> JobID {
        let source = Source(library: workshop.library, path: parts[0], size: 0, modified: 0)
        _ = try await Records<Source>(in: workshop.store).insert(source, id: id)
        _ = try await workshop.editor.place(film: Description(title: "Film"), source: id)
        return try await workshop.queue.add(Job(source: id, library: workshop.library, path: parts[0], label: "Film", parts: parts))
    }

    private func prepare(_ parts: [String], _ workshop: Workshop) async throws -> Workshop.Prepared {
        let id = try await enqueue(parts, workshop)
        try await workshop.worker.run(once: true)
        let job = try await workshop.job(id)
        try #require(job.state == .done, "\(job.reason ?? "no reason")")
        return try await workshop.prepared(id)
    }

    /// The moments that a detecting filter reports, in the film's time; the film's end is none.
    private func changes(
        in path: String, _ kind: String, _ filter: String, key: String, _ contents: PackageContents
    ) async throws -> [Double] {
        let offset = Double(contents.presentationOffset) / 90000
        let result = try await Subprocess.run(
            .name("ffmpeg"), arguments: ["-hide_banner", "-nostdin", "-copyts", "-i", path, kind, filter, "-f", "null", "-"],
            output: .discarded, error: .string(limit: 1 << 20))
        return result.standardError.split(separator: "\n").compactMap { line in
            line.range(of: key).flatMap { Double(line[$0.upperBound...].prefix { $0.isNumber || $0 == "." }) }
        }.map { $0 - offset }.filter { $0 < Double(contents.duration) / 1000 - 0.1 }
    }

    private func flashes(_ prepared: Workshop.Prepared) async throws -> [Double] {
        let path = "\(prepared.folder)/\(try #require(prepared.contents.video.last).path)"
        return try await changes(in: path, "-vf", "blackdetect=d=0.1:pix_th=0.5", key: "black_end:", prepared.contents)
    }

    private func beeps(_ prepared: Workshop.Prepared, _ track: Int = 0) async throws -> [Double] {
        let path = "\(prepared.folder)/\(prepared.contents.audio[track].path)"
        return try await changes(in: path, "-af", "silencedetect=noise=-35dB:d=0.1", key: "silence_end: ", prepared.contents)
    }

    @Test("Three files of different kinds play through, flash and beep together to the millisecond behind each joint")
    func traits() async throws {
        let workshop = try await Workshop()
        let parts = [
            Part(name: "Film cd1.mkv", seconds: 4.2),
            Part(
                name: "Film cd2.avi", size: "200x200", rate: "30000/1001", seconds: 3, video: ["-c:v", "mpeg4", "-bf", "0"],
                audio: ["-ac", "1", "-ar", "44100", "-c:a", "mp3"]),
            Part(
                name: "Film cd3.mp4", size: "640x272", rate: "50", seconds: 3.5,
                video: ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le", "-bf", "2"],
                audio: ["-af", "aformat=channel_layouts=5.1", "-c:a", "ac3"]),
        ]
        for part in parts { try await write(part, workshop) }

        let prepared = try await prepare(parts.map(\.name), workshop)

        #expect(abs(Double(prepared.contents.duration) / 1000 - 10.7) < 0.1, "\(prepared.contents.duration)")
        #expect(prepared.contents.video.map(\.name) == ["v-180"])
        #expect(prepared.contents.video[0].frameRate == FrameRate(25))
        #expect(prepared.contents.audio.count == 1)
        let flashes = try await flashes(prepared)
        let beeps = try await beeps(prepared)
        #expect(flashes.count == 10 && beeps.count == 10, "\(flashes) \(beeps)")
        for (flash, beep) in zip(flashes, beeps) { #expect(abs(flash - beep) < 0.04, "flash at \(flash), beep at \(beep)") }
        // Half a second behind each joint, as in the file itself, to the picture: AVI makes room for the sound's priming.
        let joints = [0, 4.2, 4.2 + 3]
        for joint in joints {
            let beep = try #require(beeps.first { $0 > joint + 0.3 })
            #expect(abs(beep - joint - 0.5) < 0.045, "beep at \(beep) behind \(joint)")
        }
    }

    @Test("Sound and picture of every part stay as they were, to the millisecond, when all are of one kind")
    func exact() async throws {
        let workshop = try await Workshop()
        let sound = ["-c:a", "pcm_s16le"]
        let parts = (1...3).map { Part(name: "Film - part\($0).mkv", rate: "24000/1001", seconds: 3 + Double($0) / 4, audio: sound) }
        for part in parts { try await write(part, workshop) }
        let prepared = try await prepare(parts.map(\.name), workshop)
        let frame = 1001.0 / 24000
        let beeps = try await beeps(prepared)
        var joint = 0.0
        var wanted: [Double] = []
        for part in parts {
            wanted += stride(from: 0.5, to: part.seconds - 0.1, by: 1).map { joint + $0 }
            joint += ((part.seconds / frame).rounded(.up) * frame)
        }
        #expect(beeps.count == wanted.count, "\(beeps) \(wanted)")
        let errors = zip(beeps, wanted).map { $0 - $1 }
        let spread = (errors.max() ?? 1) - (errors.min() ?? 0)
        #expect(spread < 0.001, "\(errors)")
        for flash in zip(try await flashes(prepared), wanted) { #expect(abs(flash.0 - flash.1) < frame * 1.2) }
    }

    @Test("A part without sound is silent, whichever it is, and the owner is told")
    func silent() async throws {
        for silent in 0...1 {
            let workshop = try await Workshop()
            let parts = (0...1).map { Part(name: "Film pt\($0 + 1).mkv", seconds: 3, audio: $0 == silent ? nil : ["-c:a", "aac"]) }
            for part in parts { try await write(part, workshop) }
            let prepared = try await prepare(parts.map(\.name), workshop)
            #expect(prepared.contents.duration == 6000)
            let beeps = try await beeps(prepared)
            #expect(beeps.count == 3 && beeps.allSatisfy { silent == 0 ? $0 > 3.4 : $0 < 3 }, "\(beeps)")
            #expect(prepared.job.reason?.contains("Part \(silent + 1) has no sound.") == true, "\(prepared.job.reason ?? "")")
        }
    }

    @Test("A part whose sound cannot be decoded is silent, the others sound, and the owner is told")
    func undecodable() async throws {
        let workshop = try await Workshop()
        let parts = (1...2).map { Part(name: "Film cd\($0).mkv", seconds: 3, audio: ["-c:a", "ac3"]) }
        for part in parts { try await write(part, workshop) }
        // The sound of the second carries the name of a codec that nobody knows.
        let path = workshop.path(parts[1].name)
        var data = try Data(contentsOf: URL(filePath: path))
        data.replaceSubrange(try #require(data.range(of: Data("A_AC3".utf8))), with: Data("A_XY3".utf8))
        try data.write(to: URL(filePath: path))
        let prepared = try await prepare(parts.map(\.name), workshop)
        #expect(prepared.contents.duration == 6000)
        let beeps = try await beeps(prepared)
        #expect(beeps.count == 3 && beeps.allSatisfy { $0 < 3 }, "\(beeps)")
        #expect(
            prepared.job.reason?.contains("of part 2 cannot be decoded; the part is silent.") == true, "\(prepared.job.reason ?? "")")
    }

    @Test("Every picture is there, in its order, across the joint")
    func pictures() async throws {
        let settings = EncodingSettings(segmentSeconds: 1, chunkSeconds: 2, preset: "ultrafast")
        let workshop = try await Workshop(encoding: settings)
        // Every picture is grey, 8 levels brighter than the one before; the second part begins where the first ends.
        let names = ["Film cd1.mkv", "Film cd2.mkv"]
        for (index, name) in names.enumerated() {
            try await FilmClip.ffmpeg(
                ["-f", "lavfi", "-i", "color=black:size=128x72:rate=25:duration=3,geq=lum='mod((N+\(index * 75))*8,208)+24':cb=128:cr=128"]
                    + FilmClip.webReady + [workshop.path(name)])
        }
        let prepared = try await prepare(names, workshop)
        #expect(!workshop.encoder.commands.contains { $0.arguments.contains("copy") }, "nothing is kept as it is")
        let grey = try await FilmClip.ffprobe([
            "-f", "lavfi", "movie=\(prepared.folder)/\(prepared.contents.video[0].path),signalstats", "-show_entries",
            "frame_tags=lavfi.signalstats.YAVG", "-of", "csv=p=0",
        ]).split(separator: "\n").compactMap { Double($0.prefix { $0.isNumber || $0 == "." }) }
        #expect(grey.count == 150)
        for (number, level) in grey.enumerated() {
            #expect(abs(level - Double((number * 8) % 208 + 24)) < 4, "picture \(number) is \(level)")
        }
    }

    @Test("Subtitles inside and beside the parts go on from part to part, each at its time; the whole film's own stay")
    func subtitles() async throws {
        let workshop = try await Workshop()
        let names = ["Film cd1.mkv", "Film cd2.mkv"]
        for (index, name) in names.enumerated() {
            let text = "1\n00:00:00,500 --> 00:00:09,000\ninside \(index + 1)\n"
            try text.write(toFile: "\(workshop.root)/\(index).srt", atomically: true, encoding: .utf8)
            try await FilmClip.ffmpeg(
                FilmClip.picture(seconds: 2) + FilmClip.tone(440, seconds: 2) + ["-i", "\(workshop.root)/\(index).srt"]
                    + ["-map", "0", "-map", "1", "-map", "2", "-t", "2"] + FilmClip.x264 + ["-c:a", "aac", "-c:s", "srt"]
                    + ["-metadata:s:s:0", "language=eng", workshop.path(name)])
            try "1\n00:00:00,250 --> 00:00:01,000\nbeside \(index + 1)\n".write(
                toFile: workshop.path("Film cd\(index + 1).de.srt"), atomically: true, encoding: .utf8)
        }
        try "1\n00:00:03,000 --> 00:00:03,500\nwhole\n".write(toFile: workshop.path("Film.fr.srt"), atomically: true, encoding: .utf8)
        let prepared = try await prepare(names, workshop)
        #expect(prepared.contents.text.map(\.language.tag) == ["en", "de", "fr"])
        func text(_ track: Int) throws -> String {
            try String(contentsOfFile: "\(prepared.folder)/\(prepared.contents.text[track].path)", encoding: .utf8)
        }
        let (inside, beside) = (try text(0), try text(1))
        #expect(
            inside.contains("00:00:00.500 --> 00:00:02.000\ninside 1\n\n00:00:02.500 --> 00:00:04.000\ninside 2"), "\(inside)")
        #expect(
            beside.contains("00:00:00.250 --> 00:00:01.000\nbeside 1\n\n00:00:02.250 --> 00:00:03.000\nbeside 2"), "\(beside)")
        #expect(try text(2).contains("00:00:03.000 --> 00:00:03.500\nwhole"))
    }

    @Test("Languages are matched by their names, and a part that lacks one plays its own")
    func languages() async throws {
        let workshop = try await Workshop()
        func film(_ name: String, _ tones: [Int], _ languages: [String]) async throws {
            var arguments = FilmClip.picture(seconds: 2)
            for tone in tones { arguments += FilmClip.tone(tone, seconds: 2) }
            arguments += ["-map", "0", "-map", "1", "-map", "2", "-c:a", "aac"] + FilmClip.x264
            for (index, language) in languages.enumerated() { arguments += ["-metadata:s:a:\(index)", "language=\(language)"] }
            try await FilmClip.ffmpeg(arguments + [workshop.path(name)])
        }
        try await film("Film cd1.mkv", [440, 880], ["eng", "ger"])
        try await film("Film cd2.mkv", [880, 440], ["ger", "eng"])
        let prepared = try await prepare(["Film cd1.mkv", "Film cd2.mkv"], workshop)
        #expect(prepared.contents.audio.map(\.language.tag) == ["en", "de"])
        for (track, other) in [(0, "880"), (1, "440")] {
            let path = "\(prepared.folder)/\(prepared.contents.audio[track].path)"
            let result = try await Subprocess.run(
                .name("ffmpeg"),
                arguments: ["-hide_banner", "-nostdin", "-i", path, "-af", "bandpass=f=\(other):w=40,volumedetect", "-f", "null", "-"],
                output: .discarded, error: .string(limit: 1 << 20))
            let level = result.standardError.split(separator: "\n").compactMap { line in
                line.range(of: "mean_volume: ").flatMap { Double(line[$0.upperBound...].prefix { $0 != " " }) }
            }
            #expect((level.first ?? 0) < -38, "the other language's tone is heard in track \(track): \(level)")
        }
    }

    @Test("Begun again, it makes the same bytes, and what was finished is not made again")
    func again() async throws {
        let workshop = try await Workshop()
        let parts = (1...2).map { Part(name: "Film cd\($0).mkv", seconds: 4) }
        for part in parts { try await write(part, workshop) }
        let id = try await enqueue(parts.map(\.name), workshop)
        let broken = Trouble.interrupted(name: "ffmpeg")
        workshop.encoder.before { [encoder = workshop.encoder] command in
            if encoder.chunks.count > 3, command.arguments.contains("libx264") { throw broken }
        }
        try? await workshop.worker.run(once: true)
        let before = workshop.encoder.commands.count
        #expect(before > 0)
        workshop.encoder.before(nil)
        try await workshop.queue.retry(id)
        try await workshop.worker.run(once: true)
        let first = try await workshop.prepared(id)

        let other = try await Workshop()
        for part in parts {
            try FileManager.default.copyItem(atPath: workshop.path(part.name), toPath: other.path(part.name))
        }
        let second = try await prepare(parts.map(\.name), other)
        #expect(try first.contents.id() == second.contents.id())
    }

    @Test("A part that is no film fails the whole and is named")
    func broken() async throws {
        let workshop = try await Workshop()
        try await write(Part(name: "Film cd1.mkv", seconds: 2), workshop)
        try Data("this is no film, whatever its name says".utf8).write(to: URL(filePath: workshop.path("Film cd2.mkv")))
        let id = try await enqueue(["Film cd1.mkv", "Film cd2.mkv"], workshop)
        try await workshop.worker.run(once: true)
        let job = try await workshop.job(id)
        #expect(
            job.state == .failed && job.isUnusable == true && job.reason?.hasPrefix("Part 2 of the film: ") == true, "\(job.reason ?? "")")
    }
}
