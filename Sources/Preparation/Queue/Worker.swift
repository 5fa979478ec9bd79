import KinoraDocuments
import KinoraKernel
import Logging

/// Takes jobs from the queue and goes their journey, one after the other, until it is cancelled.
///
/// Beside each journey runs a beat: it renews the lease, writes progress down, and ends the journey when the job is no longer this
/// worker's. One broken film never stops the next.
///
/// Nothing is begun while the manners forbid it (`Manners`). When they do so in the middle of a film, everything that runs is frozen
/// within a beat and goes on from there later; the lease is kept meanwhile.
package struct Worker: Sendable {
    private let queue: JobQueue
    private let journey: Journey
    private let settings: PreparationSettings
    private let identity: WorkerIdentity
    private let manners: Manners?
    private let brake: Brake
    private let log: Logger

    /// - Parameters:
    ///   - manners: when it may work; nil for always.
    ///   - brake: what the programs that the journey runs obey.
    package init(
        queue: JobQueue, journey: Journey, settings: PreparationSettings, identity: WorkerIdentity, manners: Manners? = nil,
        brake: Brake = Brake(), log: Logger
    ) {
        self.queue = queue
        self.manners = manners
        self.brake = brake
        self.journey = journey
        self.settings = settings
        self.identity = identity
        self.log = log
    }

    /// How the work on a job came to its end.
    private enum Outcome: Sendable {
        case end(JobEnd)
        /// The owner paused or cancelled it, or another worker has it.
        case lost
    }

    /// - Parameter once: whether to return when nothing is left to do, instead of waiting for more.
    /// - Parameter only: the jobs to choose from; nil for all.
    /// - Throws: what the store throws at the start, and with `once` later too; otherwise later failures are logged and waited out.
    package func run(once: Bool = false, only: [JobID]? = nil) async throws {
        do {
            try await queue.release(ownersThat: WorkerIdentity.isDead)
            try await sweep()
            var idleRounds = 0
            var told: String?
            var stood: Standing?
            while !Task.isCancelled {
                guard await mayWork(&stood) else {
                    if once, try await !hasWork(only) { return }
                    try await Task.sleep(for: settings.idle)
                    continue
                }
                if try await step(once: once, only: only, told: &told) {
                    idleRounds = 0
                    continue
                }
                if once { return }
                try await Task.sleep(for: settings.idle)
                await releaseDead()
                idleRounds += 1
                if idleRounds % Self.roundsBetweenSweeps == 0 { try await sweep() }
            }
        } catch is CancellationError {
            return
        }
    }

    private static let roundsBetweenSweeps = 30

    /// What a worker of this computer was doing when it was killed is taken over at once; a store that does not answer is waited for elsewhere.
    private func releaseDead() async {
        do {
            try await queue.release(ownersThat: WorkerIdentity.isDead)
        } catch {
            log.debug("The queue cannot be looked through: \(Self.sentence(of: error))")
        }
    }

    /// Whether work may begin; a reason against it is logged when it is a new one.
    /// - Parameter stood: the last answer.
    private func mayWork(_ stood: inout Standing?) async -> Bool {
        guard let manners, let standing = await standing(manners) else { return true }
        if !standing.isOpen, !standing.isLike(stood) { log.info("\(standing.sentence(manners.clock, at: manners.now))") }
        stood = standing
        return standing.isOpen
    }

    /// Nil when the store does not answer; taking a job tells that.
    private func standing(_ manners: Manners) async -> Standing? {
        do {
            return try await manners.standing()
        } catch {
            return nil
        }
    }

    private func hasWork(_ only: [JobID]?) async throws -> Bool {
        let open: Filter = .equal("state", .string(Job.State.waiting.rawValue))
        let chosen = only.map { [Filter.in("_id", $0.map { .string($0.rawValue) })] } ?? []
        return try await queue.records.first(.and([open] + chosen)) != nil
    }

    /// - Parameter told: what the log says about a queue that cannot be used, so that it says so once.
    /// - Returns: whether there was something to do.
    private func step(once: Bool, only: [JobID]?, told: inout String?) async throws -> Bool {
        do {
            guard let job = try await queue.take(as: identity.name, only: only) else {
                told = nil
                return false
            }
            try await work(on: JobID(job.id), job.value)
            return true
        } catch let error where !once && !(error is CancellationError) {
            let sentence = Self.sentence(of: error)
            if sentence != told { log.error("The queue cannot be used: \(sentence)") }
            told = sentence
            return false
        }
    }

    private func work(on id: JobID, _ job: Job) async throws {
        log.info("Preparing \(job.label)")
        let board = ProgressBoard()
        let clock = WorkClock()
        let outcome = await withTaskGroup(of: Outcome.self) { group in
            group.addTask { await go(id, job, board) }
            group.addTask { await beat(id, board, clock) }
            defer { brake.release() }
            let first = await group.next() ?? .lost
            group.cancelAll()
            // A journey that was ended by a lost lease has let go of its commands and files when the group is left.
            return first
        }
        guard case .end(let end) = outcome else {
            log.info("Left \(job.label)")
            try await withdrawIfOver(id, job)
            return try await clearIfOver(id)
        }
        // The end is written down even when this worker is being stopped.
        let tries = Task.isCancelled ? 2 : Self.triesAtTheEnd
        let progress = board.snapshot()
        let worked = clock.take(wasHeld: false)
        try await Task { try await writeDown(id, end, progress, worked, tries: tries) }.value
        switch end {
        case .done: log.info("Prepared \(job.label)")
        case .failed(let reason, _), .stumbled(let reason), .postponed(let reason, _): log.warning("\(job.label): \(reason)")
        case .released: log.info("Stopped preparing \(job.label); it goes on later")
        }
        try await clearIfOver(id)
        if case .done = end { return }
        try await withdrawIfOver(id, job)
    }

    /// What does not get on is not offered to be watched meanwhile.
    private func withdrawIfOver(_ id: JobID, _ job: Job) async throws {
        let state = try await queue.records.read(id.rawValue)?.value.state
        if state != .waiting, state != .running { try await journey.withdraw(job) }
    }

    /// A disk that is full may have room again a moment later, when encoders have let go of it.
    private static let triesAtTheEnd = 10

    private func writeDown(_ id: JobID, _ end: JobEnd, _ progress: JobProgress, _ worked: Duration, tries: Int) async throws {
        for _ in 1..<tries {
            do {
                _ = try await queue.end(id, as: identity.name, end, at: progress, worked: worked)
                return
            } catch let error as StoreError {
                log.debug("The end cannot be written down yet: \(error.sentence)")
                try await Task.sleep(for: settings.beat)
            }
        }
        _ = try await queue.end(id, as: identity.name, end, at: progress, worked: worked)
    }

    private func go(_ id: JobID, _ job: Job, _ board: ProgressBoard) async -> Outcome {
        do {
            let hold = { @Sendable [queue, identity] in try await queue.hold(id, as: identity.name) }
            return .end(.done(notes: try await journey.run(id, job, on: board, hold: hold)))
        } catch is CancellationError {
            // Nobody stopped it, so another attempt has the work folder. Whose job it is, the lease says: if it is this worker's, it is given
            // back at once, for whoever is next; if it is not, nothing is changed by that.
            return .end(.released)
        } catch let trouble as Trouble {
            if Task.isCancelled { return .end(.released) }
            if trouble.passes { return .end(.postponed(reason: trouble.explanation, rest: settings.rest)) }
            if await isAway(job) {
                return .end(.postponed(reason: Trouble.libraryAway(folder: job.library).explanation, rest: settings.rest))
            }
            let isMoved = await isMoved(id, job)
            if trouble.isWorthRetrying || isMoved { return .end(.stumbled(reason: trouble.explanation)) }
            return .end(.failed(reason: trouble.explanation, isUnusable: trouble.isOfTheFile))
        } catch {
            if Task.isCancelled { return .end(.released) }
            return .end(.stumbled(reason: Self.explanation(of: error)))
        }
    }

    /// Whether the job's library is not there at present: then the trouble is the library's and not the film's.
    private func isAway(_ job: Job) async -> Bool {
        let library = FilePath(text: job.library)
        return (try? await BlockingWork.run { _ in Original.isAway(library) }) ?? false
    }

    /// Whether a scan found the file in another place meanwhile. What cannot be read counts as no.
    private func isMoved(_ id: JobID, _ job: Job) async -> Bool {
        guard let now = try? await queue.records.read(id.rawValue)?.value else { return false }
        return (now.library, now.files) != (job.library, job.files)
    }

    /// Ends only when the job is lost; a store that does not answer is asked again until the lease would be over.
    private func beat(_ id: JobID, _ board: ProgressBoard, _ clock: WorkClock) async -> Outcome {
        var lastHeard = ContinuousClock.now
        var isTold = false
        var stood: Standing?
        while true {
            do {
                let wasHeld = brake.isHeld
                try await Task.sleep(for: settings.beat)
                let gained = board.takeGained()
                let worked = clock.take(wasHeld: wasHeld)
                guard try await queue.beat(id, as: identity.name, board.snapshot(), gained: gained, worked: worked) else { return .lost }
                lastHeard = .now
                if await mayWork(&stood) { brake.release() } else { brake.hold() }
                isTold = false
            } catch is CancellationError {
                return .end(.released)
            } catch {
                if Task.isCancelled { return .end(.released) }
                if !isTold { log.warning("Progress cannot be written down: \(Self.sentence(of: error))") }
                isTold = true
                if lastHeard.duration(to: .now) > queue.lease { return .lost }
            }
        }
    }

    /// Removes what jobs left behind that nobody will go on with.
    private func sweep() async throws {
        for id in try await journey.workFolders() { try await clearIfOver(id) }
        try await journey.clearCorrections()
    }

    private func clearIfOver(_ id: JobID) async throws {
        guard let job = try await queue.records.read(id.rawValue)?.value, !job.isOver else { return try await journey.clear(id) }
    }

    private static func sentence(of error: any Error) -> String { explanation(of: error).english }

    private static func explanation(of error: any Error) -> Explanation {
        if let complaint = error as? any Complaint { return Explanation(complaint) }
        return "Something unexpected happened (\(String(describing: error).onOneLine(atMost: 200)))."
    }
}
