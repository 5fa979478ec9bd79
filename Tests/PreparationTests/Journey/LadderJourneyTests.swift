import Foundation
import KinoraMedia
import KinoraPreparation
import Testing

@Suite("A ladder for each film", .timeLimit(.minutes(10)))
struct LadderJourneyTests {
    /// A minute in which little moves, or much.
    private func film(_ workshop: Workshop, _ filter: String) async throws {
        try await FilmClip.ffmpeg(
            ["-f", "lavfi", "-i", "color=gray:size=854x480:rate=10:duration=60,\(filter)"]
                + ["-c:v", "mpeg4", "-q:v", "3", "-bf", "0", workshop.path("film.mkv")])
    }

    @Test("A quiet film gets fewer renditions than a lively one, and the owner can read why")
    func content() async throws {
        let (quiet, lively) = (try await Workshop(), try await Workshop())
        try await film(quiet, "drawbox=x='mod(t*20,800)':y=200:w=40:h=40:color=white:t=fill")
        try await film(lively, "noise=alls=60:allf=t")

        let (one, other) = (try await quiet.prepare("film.mkv"), try await lively.prepare("film.mkv"))

        #expect(one.contents.video.map(\.name) == ["v-480"])
        #expect(other.contents.video.map(\.name) == ["v-480", "v-360", "v-240"])
        let rates = other.contents.video.map(\.track.averageBandwidth)
        #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 > $1 }, "\(rates)")
        #expect(one.job.ladder?.contains { $0.contains("v-360 is left out") } == true, "\(one.job.ladder ?? [])")
        #expect(other.job.ladder?.contains { $0.contains("peak rate allows no more") } == true, "\(other.job.ladder ?? [])")
    }

    @Test("The decision is the same each time, is kept while the work goes on, and costs less than a hundredth of the film")
    func same() async throws {
        let whole = try await Workshop(parallel: 2)
        try await film(whole, "noise=alls=20:allf=t")
        let first = try await whole.prepare("film.mkv")
        let samples = whole.prober.samples
        #expect(samples.isEmpty == false)
        let seconds = samples.compactMap { command in
            command.arguments.firstIndex(of: "-frames:v").flatMap { Double(command.arguments[$0 + 1]) }.map { $0 / 10 }
        }
        // Whole frames, of which there are ten a second.
        let most = 0.36 + 0.05 * Double(seconds.count)
        #expect(seconds.reduce(0, +) <= most, "\(seconds)")

        let broken = try await Workshop(parallel: 1)
        try FileManager.default.copyItem(atPath: whole.path("film.mkv"), toPath: broken.path("film.mkv"))
        let id = try await broken.enqueue("film.mkv")
        broken.encoder.before { [encoder = broken.encoder, queue = broken.queue] _ in
            if encoder.chunks.count == 2 { try await queue.pause(id) }
        }
        try await broken.worker.run(once: true)
        broken.encoder.before(nil)
        broken.prober.forget()
        try await broken.queue.resume(id)
        try await broken.worker.run(once: true)
        #expect(broken.prober.samples.isEmpty, "nothing is sampled twice")
        let second = try await broken.prepared(id)
        #expect(second.contents == first.contents && second.job.ladder == first.job.ladder)
    }
}
