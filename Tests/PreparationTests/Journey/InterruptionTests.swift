import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import Logging
import Synchronization
import Testing

@Suite("Interruptions", .timeLimit(.minutes(10)))
struct InterruptionTests {
    private func clip(for workshop: Workshop) async throws {
        try await FilmClip.film(at: workshop.path("film.mkv"), size: "426x240", seconds: 8)
    }

    /// All files of the one published package.
    private func bytes(of workshop: Workshop) throws -> [String: Data] {
        let files = try workshop.published().filter { !$0.hasSuffix("/") }
        return Dictionary(
            uniqueKeysWithValues: files.compactMap { path in
                FileManager.default.contents(atPath: "\(workshop.folders.root)/\(path)").map { (path, $0) }
            })
    }

    @Test("A job that is broken off goes on with the chunks that are left, and the result is the same to the byte")
    func resume() async throws {
        let whole = try await Workshop()
        try await clip(for: whole)
        _ = try await whole.prepare("film.mkv")
        #expect(whole.encoder.chunks.count == 4)

        let broken = try await Workshop(parallel: 1)
        try FileManager.default.copyItem(atPath: whole.path("film.mkv"), toPath: broken.path("film.mkv"))
        let id = try await broken.enqueue("film.mkv")
        let (third, signal) = AsyncStream<Void>.makeStream()
        broken.encoder.before { [encoder = broken.encoder] _ in
            if encoder.chunks.count == 3 {
                signal.finish()
                try await Task.sleep(for: .seconds(60))
            }
        }
        let worker = Task { try await broken.worker.run(once: true) }
        for await _ in third {}
        worker.cancel()
        try await worker.value

        var job = try await broken.job(id)
        #expect(job.state == .waiting && job.lease == nil && job.attempts == 0)
        #expect(try broken.published().isEmpty)
        broken.encoder.before(nil)
        try await broken.worker.run(once: true)

        job = try await broken.job(id)
        #expect(job.state == .done, "\(job.reason ?? "")")
        #expect(broken.encoder.chunks.count == 2)
        let (one, other) = (try bytes(of: whole), try bytes(of: broken))
        #expect(!one.isEmpty && one == other)
    }

    @Test("A worker that was killed leaves its job to the next, which distrusts what is half written")
    func killed() async throws {
        let workshop = try await Workshop(parallel: 1)
        try await clip(for: workshop)
        let id = try await workshop.enqueue("film.mkv")
        workshop.encoder.before { [encoder = workshop.encoder, queue = workshop.queue] _ in
            if encoder.chunks.count == 3 { try await queue.pause(id) }
        }
        try await workshop.worker.run(once: true)

        // As a kill leaves it: still leased, the track longer than what is known of it, one chunk cut short under its final name, one
        // half-written part.
        let work = workshop.folders.work(of: id)
        let folder = "\(work.path)/video"
        let track = "\(work.package)/v-240/media.mp4"
        let media = try #require(FileManager.default.contents(atPath: track))
        try (media + media.suffix(5000)).write(to: URL(filePath: track))
        try media.prefix(media.count / 2).write(to: URL(filePath: "\(folder)/00002.v-240.mp4"))
        try media.write(to: URL(filePath: "\(folder)/00003.v-240.mp4.part-dead"))
        let parts = WorkerIdentity.make().name.split(separator: "/")
        try await workshop.queue.records.change(id.rawValue) { job in
            job.state = .running
            job.lease = Job.Lease(owner: parts[0..<4].joined(separator: "/") + "/1/killed", until: SystemTime().now + .seconds(3600))
        }
        workshop.encoder.before(nil)
        try await workshop.worker.run(once: true)

        let job = try await workshop.job(id)
        #expect(job.state == .done, "\(job.reason ?? "")")
        #expect(workshop.encoder.chunks.count == 2)
    }

    @Test("A worker whose work folder another attempt has claimed gives the job back at once, and does not end before the job is done")
    func claimLost() async throws {
        let workshop = try await Workshop(parallel: 1)
        try await clip(for: workshop)
        let id = try await workshop.enqueue("film.mkv")
        let claimed = "\(workshop.folders.work(of: id).path)/attempt"
        workshop.encoder.before { [encoder = workshop.encoder] _ in
            if encoder.chunks.count == 2 { try Data("somebody else".utf8).write(to: URL(filePath: claimed)) }
        }
        // No lease runs out in an hour: what is not given back stays where it is.
        let queue = JobQueue(store: workshop.store, time: SystemTime(), lease: .seconds(3600))
        let worker = Worker(
            queue: queue, journey: workshop.journey, settings: workshop.settings, identity: .make(),
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await worker.run(once: true)
        let job = try await workshop.job(id)
        #expect(job.state == .done && job.lease == nil, "\(job.state) \(job.reason ?? "")")
        #expect(workshop.encoder.chunks.count > 4, "the chunk that was lost was made again")
    }

    @Test("A film that is moved while it waits or fails is prepared in its new place")
    func moved() async throws {
        let workshop = try await Workshop()
        // A library with nothing in it would be taken for a disk that is away.
        try Data("another film".utf8).write(to: URL(filePath: workshop.path("other.txt")))
        let id = try await workshop.enqueue("film.mkv")
        try await workshop.worker.run(once: true)
        var job = try await workshop.job(id)
        #expect(job.state == .failed)
        try await FilmClip.film(at: workshop.path("moved.mkv"), seconds: 1)
        job.path = "moved.mkv"
        job.state = .waiting
        try await workshop.queue.add(job)
        try await workshop.worker.run(once: true)
        #expect(try await workshop.job(id).state == .done)
    }

    @Test("A paused job stops its encoder, keeps its chunks and goes on when it is resumed")
    func pause() async throws {
        let workshop = try await Workshop(parallel: 1)
        try await clip(for: workshop)
        let id = try await workshop.enqueue("film.mkv")
        let stopped = Mutex(false)
        workshop.encoder.before { [encoder = workshop.encoder, queue = workshop.queue] _ in
            guard encoder.chunks.count == 2 else { return }
            try await queue.pause(id)
            do {
                try await Task.sleep(for: .seconds(60))
            } catch {
                stopped.withLock { $0 = true }
                throw error
            }
        }
        try await workshop.worker.run(once: true)
        #expect(stopped.withLock { $0 })
        #expect(try await workshop.job(id).state == .paused)

        workshop.encoder.before(nil)
        try await workshop.queue.resume(id)
        try await workshop.worker.run(once: true)
        #expect(try await workshop.job(id).state == .done)
        #expect(workshop.encoder.chunks.count == 3)
    }

    @Test("A cancelled job leaves nothing behind")
    func cancel() async throws {
        let workshop = try await Workshop(parallel: 1)
        try await clip(for: workshop)
        let id = try await workshop.enqueue("film.mkv")
        workshop.encoder.before { [encoder = workshop.encoder, queue = workshop.queue] _ in
            guard encoder.chunks.count == 2 else { return }
            try await queue.cancel(id)
            try await Task.sleep(for: .seconds(60))
        }
        try await workshop.worker.run(once: true)
        #expect(try await workshop.job(id).state == .cancelled)
        #expect(try workshop.published().isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: workshop.folders.work).isEmpty)
    }

    @Test("A job that was published before its end was written down is only written down")
    func publishedBefore() async throws {
        let workshop = try await Workshop()
        try await FilmClip.film(at: workshop.path("film.mkv"), seconds: 1)
        let prepared = try await workshop.prepare("film.mkv")
        let job = try #require(try await workshop.queue.records.first(.all))
        try await workshop.queue.records.change(job.id) { $0.begin() }
        workshop.encoder.before(nil)
        try await workshop.worker.run(once: true)
        let again = try await workshop.prepared(JobID(job.id))
        #expect(again.job.state == .done && again.film.versions == prepared.film.versions)
        #expect(workshop.encoder.commands.isEmpty)
    }

    @Test("Nothing that was started lives on when its command is cancelled")
    func noOrphans() async throws {
        let workshop = try await Workshop()
        let output = "\(workshop.root)/endless.nut"
        let command = EncodeCommand(
            arguments: [
                "-nostdin", "-v", "error", "-nostats", "-progress", "pipe:1", "-re", "-f", "lavfi", "-i", "testsrc2", "-f", "nut",
                "file:\(output)",
            ],
            outputs: [output])
        let (begun, signal) = AsyncStream<Void>.makeStream()
        let running = Task { [encoder = workshop.encoder] in
            _ = try await encoder.run(command) { _ in signal.finish() }
        }
        for await _ in begun {}
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        let alive = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { entry in
            guard Int(entry) != nil, let line = FileManager.default.contents(atPath: "/proc/\(entry)/cmdline") else { return false }
            return String(decoding: line, as: UTF8.self).contains(output)
        }
        #expect(alive.isEmpty)
    }
}
