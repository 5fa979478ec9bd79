import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import Testing

@Suite("The job queue", .timeLimit(.minutes(10)))
struct JobQueueTests {
    let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))

    private func makeQueue() async throws -> JobQueue {
        let store = MemoryStore(time: time)
        try await store.prepare([Job.schema])
        return JobQueue(store: store, time: time)
    }

    private func job(_ name: String, state: Job.State = .waiting) -> Job {
        Job(source: "source-\(name)", library: "/films", path: "\(name).mkv", label: name, state: state)
    }

    private let progress = JobProgress(stage: .encode, fraction: 0.5, secondsLeft: 30)

    @Test("Of twenty workers that ask at once, each job is given to one")
    func takenOnce() async throws {
        let queue = try await makeQueue()
        for name in ["a", "b", "c"] { try await queue.add(job(name)) }
        let taken = try await withThrowingTaskGroup(of: String?.self) { group in
            for worker in 0..<20 { group.addTask { try await queue.take(as: "worker \(worker)")?.id } }
            return try await group.reduce(into: [String]()) { if let id = $1 { $0.append(id) } }
        }
        #expect(taken.count == 3 && Set(taken).count == 3)
    }

    @Test("The oldest job comes first")
    func oldestFirst() async throws {
        let queue = try await makeQueue()
        for name in ["first", "second"] {
            try await queue.add(job(name))
            time.advance(by: .seconds(1))
        }
        #expect(try await queue.take(as: "w")?.value.label == "first")
        #expect(try await queue.take(as: "w")?.value.label == "second")
        #expect(try await queue.take(as: "w") == nil)
    }

    @Test("A silent worker loses its job when its lease is over, and its late words change nothing")
    func lease() async throws {
        let queue = try await makeQueue()
        let id = try await queue.add(job("film"))
        _ = try await queue.take(as: "silent")
        time.advance(by: .seconds(14))
        #expect(try await queue.take(as: "next") == nil)
        time.advance(by: .seconds(2))
        #expect(try await queue.take(as: "next")?.id == id.rawValue)
        #expect(try await !queue.beat(id, as: "silent", progress))
        #expect(try await !queue.end(id, as: "silent", .done()))
        #expect(try await queue.records.read(id.rawValue)?.value.state == .running)
    }

    @Test("What waits for something that passes is left alone for a while, keeps its attempts, and lets others go first")
    func postponed() async throws {
        let queue = try await makeQueue()
        let id = try await queue.add(job("large"))
        time.advance(by: .seconds(1))
        try await queue.add(job("small"))
        _ = try await queue.take(as: "w")
        try await queue.end(id, as: "w", .postponed(reason: "No room.", rest: .seconds(60)))

        let waiting = try #require(try await queue.records.read(id.rawValue)).value
        #expect(waiting.state == .waiting && waiting.reason == "No room." && waiting.attempts == 0 && waiting.lease == nil)
        #expect(try await queue.take(as: "w")?.value.label == "small")
        #expect(try await queue.take(as: "w") == nil)
        time.advance(by: .seconds(61))
        let again = try await queue.take(as: "other")
        #expect(again?.id == id.rawValue && again?.value.restsUntil == nil)
        #expect(try await queue.beat(id, as: "other", progress, gained: true))
        #expect(try await queue.records.read(id.rawValue)?.value.reason == nil)
    }

    @Test("A clock that was ahead, and was put right, keeps no job waiting")
    func clockPutBack() async throws {
        let queue = try await makeQueue()
        let resting = try await queue.add(job("resting"))
        time.advance(by: .seconds(86_400))
        let running = try await queue.add(job("running"))
        _ = try await queue.take(as: "w")
        try await queue.end(resting, as: "w", .postponed(reason: "No room.", rest: .seconds(60)))
        #expect(try await queue.take(as: "killed")?.id == running.rawValue)

        time.advance(by: .seconds(-86_400))
        let taken = [try await queue.take(as: "next")?.id, try await queue.take(as: "next")?.id]
        #expect(Set(taken) == [resting.rawValue, running.rawValue])
        #expect(try await queue.take(as: "other") == nil)
        #expect(try await !queue.beat(running, as: "killed", progress))
    }

    @Test("The owner's word ends a rest at once")
    func retriedWhileItRests() async throws {
        let queue = try await makeQueue()
        let id = try await queue.add(job("film"))
        _ = try await queue.take(as: "w")
        try await queue.end(id, as: "w", .postponed(reason: "No room.", rest: .seconds(60)))
        try await queue.retry(id)
        #expect(try await queue.take(as: "w")?.id == id.rawValue)
    }

    @Test("A worker that slept while another took its job is told so before it writes")
    func held() async throws {
        let queue = try await makeQueue()
        let id = try await queue.add(job("film"))
        _ = try await queue.take(as: "sleeper")
        try await queue.hold(id, as: "sleeper")
        time.advance(by: .seconds(16))
        _ = try await queue.take(as: "next")
        await #expect(throws: CancellationError.self) { try await queue.hold(id, as: "sleeper") }
        try await queue.hold(id, as: "next")
    }

    @Test("A worker of this computer is known to be dead by its process; one of another computer, boot or container never is")
    func identities() throws {
        let mine = WorkerIdentity.make().name
        let parts = mine.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        #expect(parts.count == 6)
        #expect(!WorkerIdentity.isDead(mine))
        func changed(_ index: Int, _ text: String) -> String {
            var other = parts
            other[index] = text
            return other.joined(separator: "/")
        }
        #expect(WorkerIdentity.isDead(changed(4, "1")), "a process of that number began at another time")
        #expect(WorkerIdentity.isDead(changed(3, "999999999")), "there is no such process")
        // Another computer of the same name and with the same numbers.
        var elsewhere = parts
        elsewhere[1] = "00000000-0000-0000-0000-000000000000"
        elsewhere[3] = "999999999"
        #expect(!WorkerIdentity.isDead(elsewhere.joined(separator: "/")))
        var container = parts
        container[2] = "pid:[1]"
        container[3] = "999999999"
        #expect(!WorkerIdentity.isDead(container.joined(separator: "/")))
        #expect(!WorkerIdentity.isDead("\(parts[0])/\(parts[2])/999999999/1/abcdef"), "a name of an earlier version")
        #expect(!WorkerIdentity.isDead(""))
    }

    @Test("A beat renews the lease and tells the progress")
    func beat() async throws {
        let queue = try await makeQueue()
        let id = try await queue.add(job("film"))
        _ = try await queue.take(as: "w")
        for _ in 0..<5 {
            time.advance(by: .seconds(10))
            #expect(try await queue.beat(id, as: "w", progress))
        }
        let seen = try #require(try await queue.records.read(id.rawValue)?.value)
        #expect(seen.stage == .encode && seen.progress == 0.5 && seen.secondsLeft == 30)
        #expect(seen.lease == Job.Lease(owner: "w", until: time.now + .seconds(15)))
    }

    @Test("What stumbles is tried three times; what gets on in between starts counting anew")
    func attempts() async throws {
        let queue = try await makeQueue()
        let id = try await queue.add(job("film"))
        for attempt in 1...3 {
            #expect(try await queue.take(as: "w")?.value.attempts == attempt)
            try await queue.end(id, as: "w", .stumbled(reason: "It snapped."))
        }
        let failed = try #require(try await queue.records.read(id.rawValue)?.value)
        #expect(failed.state == .failed && failed.reason == "It snapped." && failed.finishedAt == time.now)

        try await queue.retry(id)
        for _ in 1...5 {
            _ = try #require(try await queue.take(as: "w"))
            #expect(try await queue.beat(id, as: "w", progress, gained: true))
            try await queue.end(id, as: "w", .stumbled(reason: "It snapped."))
        }
        #expect(try await queue.records.read(id.rawValue)?.value.state == .waiting)
    }

    @Test("A job whose workers die twenty times is given up, one that is released is not")
    func deaths() async throws {
        let queue = try await makeQueue()
        let id = try await queue.add(job("film"))
        for _ in 0..<30 {
            _ = try #require(try await queue.take(as: "w"))
            try await queue.end(id, as: "w", .released)
        }
        for _ in 0..<20 {
            _ = try #require(try await queue.take(as: "w"))
            time.advance(by: .seconds(20))
        }
        #expect(try await queue.take(as: "w") == nil)
        let job = try #require(try await queue.records.read(id.rawValue)?.value)
        #expect(job.state == .failed && job.reason?.contains("interrupted") == true)
    }

    @Test("Workers that died do not count as stumbles")
    func deathsAndStumbles() async throws {
        let queue = try await makeQueue()
        let id = try await queue.add(job("film"))
        for _ in 0..<6 {
            _ = try #require(try await queue.take(as: "w"))
            time.advance(by: .seconds(20))
        }
        for state in [Job.State.waiting, .waiting, .failed] {
            _ = try #require(try await queue.take(as: "w"))
            try await queue.end(id, as: "w", .stumbled(reason: "It snapped."))
            #expect(try await queue.records.read(id.rawValue)?.value.state == state)
        }
    }

    @Test("A job at which workers die again and again lets the others go first")
    func dangerous() async throws {
        let queue = try await makeQueue()
        try await queue.add(job("dangerous"))
        for _ in 0..<3 {
            time.advance(by: .seconds(20))
            #expect(try await queue.take(as: "w")?.value.label == "dangerous")
        }
        try await queue.add(job("other"))
        time.advance(by: .seconds(20))
        #expect(try await queue.take(as: "w")?.value.label == "other")
        #expect(try await queue.take(as: "w")?.value.label == "dangerous")
    }

    @Test("The owner's commands follow the state, and say why when they cannot")
    func commands() async throws {
        let queue = try await makeQueue()
        let id = try await queue.add(job("film"))
        func state() async throws -> Job.State? { try await queue.records.read(id.rawValue)?.value.state }
        try await queue.pause(id)
        #expect(try await queue.take(as: "w") == nil)
        await #expect(throws: JobRefusal.wrongState(label: "film", state: .paused, command: "paused")) { try await queue.pause(id) }
        try await queue.resume(id)
        _ = try await queue.take(as: "w")
        try await queue.pause(id)
        #expect(try await !queue.beat(id, as: "w", progress))
        try await queue.resume(id)
        try await queue.cancel(id)
        #expect(try await state() == .cancelled)
        try await queue.retry(id)
        #expect(try await state() == .waiting)
        await #expect(throws: JobRefusal.noSuchJob("nobody")) { try await queue.cancel(JobID("nobody")) }
    }

    @Test("A source has one job, however often it is found; a failed one is begun anew only when asked")
    func oneJob() async throws {
        let queue = try await makeQueue()
        let id = try await queue.add(job("film"))
        _ = try await queue.take(as: "w")
        var moved = job("film")
        moved.path = "moved/film.mkv"
        #expect(try await queue.add(moved) == id)
        var seen = try #require(try await queue.records.read(id.rawValue)?.value)
        #expect(seen.state == .running && seen.path == "moved/film.mkv")
        try await queue.end(id, as: "w", .failed(reason: "Broken."))
        try await queue.add(moved)
        seen = try #require(try await queue.records.read(id.rawValue)?.value)
        #expect(seen.state == .failed && seen.reason == "Broken.")
        try await queue.add(moved, anew: true)
        seen = try #require(try await queue.records.read(id.rawValue)?.value)
        #expect(seen.state == .waiting && seen.reason == nil && seen.attempts == 0)
    }

    @Test("Beside the reason stands what it is made of, until it is another or none")
    func explained() async throws {
        let queue = try await makeQueue()
        let id = try await queue.add(job("film"))
        func seen() async throws -> Job { try #require(try await queue.records.read(id.rawValue)?.value) }
        _ = try await queue.take(as: "w")
        let trouble = Trouble.ofPart(2, .toolFailed(name: "ffmpeg", reason: "it could not be started (\("no memory"))"))
        try await queue.end(id, as: "w", .stumbled(reason: trouble.explanation))
        #expect(try await seen().reason == "Part 2 of the film: ffmpeg failed: it could not be started (no memory)")
        #expect(try await seen().explained == [trouble.explanation])

        try await queue.retry(id)
        #expect(try await seen().reason == nil)
        #expect(try await seen().explained == nil)

        _ = try await queue.take(as: "w")
        try await queue.end(id, as: "w", .done(notes: ["The sound ends \(9) seconds before the picture.", "Part \(1) has no sound."]))
        #expect(try await seen().reason == "The sound ends 9 seconds before the picture. Part 1 has no sound.")
        #expect(try await seen().explained?.count == 2)
    }

    @Test("A job that is given up says what stood in its way last, in the same words")
    func lastWord() async throws {
        let queue = try await makeQueue()
        let id = try await queue.add(job("film"))
        let explanation = Trouble.stalled(name: "ffmpeg", minutes: 5).explanation
        try await queue.records.change(id.rawValue) { job in
            job.say([explanation])
            job.attempts = queue.attempts
        }
        #expect(try await queue.take(as: "w") == nil)
        let job = try #require(try await queue.records.read(id.rawValue)?.value)
        #expect(job.state == .failed && job.explained == [explanation])
    }

    @Test("A job of former times has its reason alone, and can be read")
    func former() async throws {
        let queue = try await makeQueue()
        var former = job("film", state: .failed)
        former.reason = "This is not a video file."
        let id = try await queue.add(former)
        let job = try #require(try await queue.records.read(id.rawValue)?.value)
        #expect(job.reason == "This is not a video file." && job.explained == nil)
    }

    @Test("A file that cannot be used is listed with its reason")
    func unusable() async throws {
        let queue = try await makeQueue()
        var unusable = job("film", state: .failed)
        unusable.reason = "The file is empty."
        let id = try await queue.add(unusable)
        unusable.reason = "Kinora may not read it."
        #expect(try await queue.add(unusable) == id)
        #expect(try await queue.records.read(id.rawValue)?.value.reason == "Kinora may not read it.")
        #expect(try await queue.take(as: "w") == nil)
    }

    @Test("Jobs of this computer's dead processes are free at once, those of the living and of other computers are not")
    func deadOwners() async throws {
        let queue = try await makeQueue()
        let alive = WorkerIdentity.make()
        let parts = alive.name.split(separator: "/")
        let dead = parts[0..<4].joined(separator: "/") + "/1/abcdef"
        let foreign = "\(parts[0])/another-boot/\(parts[2])/\(parts[3])/1/abcdef"
        for name in ["a", "b", "c"] { try await queue.add(job(name)) }
        for owner in [alive.name, dead, foreign] { _ = try await queue.take(as: owner) }
        try await queue.release(ownersThat: WorkerIdentity.isDead)
        let running = try await queue.records.find(Query(.equal("state", "running"))).compactMap(\.value.lease?.owner)
        #expect(Set(running) == [alive.name, foreign])
    }
}
