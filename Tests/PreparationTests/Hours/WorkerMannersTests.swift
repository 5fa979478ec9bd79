import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import Testing

@Suite("A worker keeps to the hours", .timeLimit(.minutes(10)))
struct WorkerMannersTests {
    // Thursday 9 October 2025, 21:59:00 UTC.
    private let clock = StoppedTime(at: Moment(milliseconds: 1_760_047_140_000))

    private func workshop() async throws -> Workshop {
        let rules = EncodingRules(hours: try Hours(["22:00-06:00"], in: .gmt), quiet: .seconds(300), zone: .gmt)
        let workshop = try await Workshop(parallel: 1, rules: rules, clock: clock)
        try await FilmClip.film(at: workshop.path("film.mkv"), size: "426x240", seconds: 8)
        return workshop
    }

    private func working(_ workshop: Workshop, _ work: () async throws -> Void) async throws {
        let worker = Task { try await workshop.worker.run() }
        do {
            try await work()
        } catch {
            worker.cancel()
            throw error
        }
        worker.cancel()
        try await worker.value
    }

    private func wait(_ workshop: Workshop, _ id: JobID, for state: Job.State) async throws {
        while true {
            let job = try await workshop.job(id)
            if job.state == state { return }
            try #require(job.state != .failed, "\(job.reason ?? "")")
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Until the worker has renewed its lease a few times, and so has looked at the clock.
    private func beats(_ workshop: Workshop, _ id: JobID) async throws {
        for _ in 0..<3 {
            let lease = try await workshop.job(id).lease
            while try await workshop.job(id).lease == lease { try await Task.sleep(for: .milliseconds(20)) }
        }
    }

    @Test("Nothing is begun before they open, nor while somebody watches; a waiting worker that shall end with the queue waits too")
    func opening() async throws {
        let workshop = try await workshop()
        let id = try await workshop.enqueue("film.mkv")
        let audience = StoredAudience(store: workshop.store)
        let worker = Task { try await workshop.worker.run(once: true) }
        // Nothing to wait for but that it had every occasion: a second worker without manners finds the queue untouched.
        for _ in 0..<20 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(try await workshop.job(id).state == .waiting && workshop.encoder.commands.isEmpty)

        try await audience.note(clock.now)
        clock.advance(by: .seconds(120))
        for _ in 0..<20 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(try await workshop.job(id).state == .waiting)

        clock.advance(by: .seconds(180))
        try await worker.value
        #expect(try await workshop.job(id).state == .done)
    }

    @Test("With nothing to do, a worker that shall end with the queue ends outside the hours too")
    func nothing() async throws {
        let workshop = try await workshop()
        try await workshop.worker.run(once: true)
    }

    @Test("What runs when they close is frozen, keeps its lease, and goes on by itself to the same bytes")
    func closing() async throws {
        let whole = try await Workshop()
        let workshop = try await workshop()
        try FileManager.default.copyItem(atPath: workshop.path("film.mkv"), toPath: whole.path("film.mkv"))
        let expected = try await whole.prepare("film.mkv")
        clock.advance(by: .seconds(3600))
        workshop.encoder.before { [encoder = workshop.encoder, clock, brake = workshop.brake] _ in
            guard encoder.chunks.count == 2 else { return }
            clock.advance(by: .seconds(8 * 3600))
            while !brake.isHeld { try await Task.sleep(for: .milliseconds(5)) }
        }
        let id = try await workshop.enqueue("film.mkv")

        try await working(workshop) {
            while !workshop.brake.isHeld { try await Task.sleep(for: .milliseconds(5)) }
            try await beats(workshop, id)
            let held = try await workshop.job(id)
            #expect(held.state == .running && workshop.encoder.chunks.count == 2)
            try await beats(workshop, id)
            #expect(try await workshop.job(id).worked == held.worked, "time in which it is held is no work")
            #expect(workshop.encoder.chunks.count == 2)

            clock.advance(by: .seconds(16 * 3600))
            try await wait(workshop, id, for: .done)
        }
        #expect(try await workshop.prepared(id).film.versions.map(\.package) == expected.film.versions.map(\.package))
        #expect(workshop.encoder.chunks.count == 4, "nothing was encoded twice")
    }

    @Test("Everything is paused in the middle of a film and resumed; a job that is cancelled meanwhile leaves at once")
    func pausing() async throws {
        let workshop = try await workshop()
        let manners = try #require(workshop.manners)
        clock.advance(by: .seconds(3600))
        let id = try await workshop.enqueue("film.mkv")
        workshop.encoder.before { [encoder = workshop.encoder, brake = workshop.brake] _ in
            guard encoder.chunks.count == 2 else { return }
            try await manners.pauseAll()
            while !brake.isHeld { try await Task.sleep(for: .milliseconds(5)) }
        }
        try await working(workshop) {
            while !workshop.brake.isHeld { try await Task.sleep(for: .milliseconds(5)) }
            try await workshop.queue.cancel(id)
            while FileManager.default.fileExists(atPath: workshop.folders.work(of: id).path) {
                try await Task.sleep(for: .milliseconds(5))
            }
            #expect(!workshop.brake.isHeld)
            workshop.encoder.before(nil)
            try await workshop.queue.retry(id)
            try await manners.resumeAll()
            try await wait(workshop, id, for: .done)
        }
        #expect(try await workshop.job(id).worked ?? 0 > 0)
    }
}
