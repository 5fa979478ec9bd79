import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraMedia
import KinoraPreparation
import Subprocess
import Testing

@Suite("Sound whose time line ffmpeg begins again in the middle", .timeLimit(.minutes(10)))
struct UnevenSoundTests {
    /// How often the sound of a package swings in a second, around a moment.
    private func pitch(of prepared: Workshop.Prepared, at second: Double) async throws -> Double {
        let media = "\(prepared.folder)/\(try #require(prepared.contents.audio.first).path)"
        let result = try await Subprocess.run(
            .name("ffmpeg"),
            arguments: ["-v", "error", "-nostdin", "-i", media, "-ss", "\(second - 0.25)", "-t", "0.5", "-ac", "1", "-f", "s16le", "-"],
            output: .data(limit: 1 << 20), error: .discarded)
        let samples = result.standardOutput.withUnsafeBytes { Array($0.bindMemory(to: Int16.self)) }
        let rises = zip(samples, samples.dropFirst()).count { $0 < 0 && $1 >= 0 }
        return Double(rises) * 48_000 / Double(max(1, samples.count))
    }

    private func isNear(_ pitch: Double, _ wanted: Double) -> Bool { abs(pitch - wanted) < 0.03 * wanted }

    /// Writes a broadcast: tones of four seconds each, the first of them at a pitch and each 220 Hz higher than the one before.
    private func broadcast(from pitch: Int, channels: [Int], to path: String, _ workshop: Workshop) async throws {
        var whole = Data()
        for (index, channels) in channels.enumerated() {
            let piece = "\(workshop.root)/piece\(index).ts"
            try await FilmClip.ffmpeg(
                FilmClip.picture(seconds: 4) + FilmClip.tone(pitch + 220 * index, seconds: 4) + FilmClip.x264
                    + ["-g", "25", "-c:a", "ac3", "-ac", "\(channels)", "-output_ts_offset", "\(4 * index)", "-f", "mpegts", piece])
            whole += try Data(contentsOf: URL(filePath: piece))
        }
        try whole.write(to: URL(filePath: path))
    }

    @Test("A broadcast that changes between stereo and 5.1 is heard through, in time")
    func broadcast() async throws {
        let workshop = try await Workshop()
        try await broadcast(from: 440, channels: [2, 6, 2], to: workshop.path("film.ts"), workshop)

        let prepared = try await workshop.prepare("film.ts")

        #expect(abs(prepared.contents.duration - 12_000) < 100)
        #expect(prepared.contents.audio.contains { $0.name == "a-und" })
        for (index, second) in [2.0, 6, 10].enumerated() {
            let heard = try await pitch(of: prepared, at: second)
            #expect(isNear(heard, Double(440 + 220 * index)), "\(heard) Hz at \(second) s")
        }
    }

    @Test("So is a film in two files, of which the second changes")
    func twoFiles() async throws {
        let workshop = try await Workshop()
        let parts = ["Film cd1.mkv", "Film cd2.ts"]
        try await FilmClip.ffmpeg(
            FilmClip.picture(seconds: 4) + FilmClip.tone(440, seconds: 4) + FilmClip.x264 + [
                "-c:a", "ac3", "-ac", "2", workshop.path(parts[0]),
            ])
        try await broadcast(from: 660, channels: [2, 6], to: workshop.path(parts[1]), workshop)
        _ = try await Records<Source>(in: workshop.store).insert(
            Source(library: workshop.library, path: parts[0], size: 0, modified: 0), id: "film")
        _ = try await workshop.editor.place(film: Description(title: "Film"), source: "film")
        let id = try await workshop.queue.add(
            Job(source: "film", library: workshop.library, path: parts[0], label: "Film", parts: parts))

        try await workshop.worker.run(once: true)

        #expect(try await workshop.job(id).state == .done)
        let prepared = try await workshop.prepared(id)
        #expect(abs(prepared.contents.duration - 12_000) < 200)
        #expect(!prepared.contents.audio.isEmpty)
        for (index, second) in [2.0, 6, 10].enumerated() {
            let heard = try await pitch(of: prepared, at: second)
            #expect(isNear(heard, Double(440 + 220 * index)), "\(heard) Hz at \(second) s")
        }
    }

    @Test("Sound that is late by some milliseconds from the middle on is heard through")
    func late() async throws {
        let workshop = try await Workshop()
        let tone = "aevalsrc=sin(2*PI*t*if(lt(t\\,3)\\,440\\,880)):s=48000:d=6,asetpts=PTS+if(gte(T\\,3)\\,0.03/TB\\,0)"
        try await FilmClip.ffmpeg(
            FilmClip.picture(seconds: 6) + ["-f", "lavfi", "-i", tone] + FilmClip.x264 + ["-c:a", "pcm_s16le", workshop.path("film.mkv")])

        let prepared = try await workshop.prepare("film.mkv")

        #expect(prepared.job.reason == nil)
        for (second, wanted) in [(1.5, 440.0), (2.7, 440), (3.4, 880), (4.5, 880)] {
            let heard = try await pitch(of: prepared, at: second)
            #expect(isNear(heard, wanted), "\(heard) Hz at \(second) s")
        }
        let left = try FileManager.default.subpathsOfDirectory(atPath: workshop.folders.root).filter { $0.hasSuffix(".nut") }
        #expect(left.isEmpty)
    }
}
