import KinoraDocuments
import KinoraKernel

/// The queue of preparation work, kept in documents so that every process sees the same.
///
/// 1. `take` gives the oldest job that waits, or whose worker has let its lease run out, to one caller and to no other; extras come after
///    films and episodes.
/// 2. `beat` renews the lease and tells the progress; it answers false as soon as the job is no longer the caller's, because the owner
///    paused or cancelled it or because the lease ran out and somebody else took over. The caller then stops.
/// 3. `end` lets go of the job. It does nothing when the job is no longer the caller's.
///
/// Every step is one document changed in one step, so a worker may be killed between any two.
package struct JobQueue: Sendable {
    package let records: Records<Job>
    let time: any TimeSource
    /// How long a silent worker keeps its job.
    package let lease: Duration
    /// How often a job may stumble, without getting on, before it is given up.
    package let stumbles: Int
    /// How often a job is begun, without getting on, before it is given up. Far more: a worker that died was probably ended by somebody
    /// who had nothing against the film.
    package let attempts: Int
    /// Nobody leases a job, or lets it rest, for so long: what says so was written by a clock that was wrong, and put right since.
    private static let unbelievable = Duration.seconds(3600)

    package init(
        store: any DocumentStore, time: any TimeSource, lease: Duration = .seconds(15), stumbles: Int = 3, attempts: Int = 20
    ) {
        records = Records(in: store)
        self.time = time
        self.lease = lease
        self.stumbles = stumbles
        self.attempts = attempts
    }

    /// Puts a job in the queue, or brings place and name of the known job for the same source up to date. A job that runs keeps running.
    /// - Parameter anew: whether a job that failed or was cancelled gets another chance.
    @discardableResult
    package func add(_ job: Job, anew: Bool = false) async throws -> JobID {
        if let known = try await records.first(.equal("source", .string(job.source))) {
            try await refresh(known.id, from: job, anew: anew)
            return JobID(known.id)
        }
        do {
            return JobID(try await records.insert(job, id: JobID.make().rawValue).id)
        } catch StoreError.notUnique {
            return try await add(job, anew: anew)
        }
    }

    private func refresh(_ id: String, from job: Job, anew: Bool) async throws {
        let moment = time.now
        try await records.change(id) { known in
            // A failed job whose file was moved may have failed because it was not where it had been.
            let isAnew = anew || (known.state == .failed && (known.library, known.files) != (job.library, job.files))
            known.library = job.library
            known.path = job.path
            known.parts = job.parts
            known.label = job.label
            known.isExtra = job.isExtra
            known.size = job.size ?? known.size
            // Refused by its name; so it is no longer refused when its name is no longer the reason.
            let wasRefused = known.state == .failed && known.stage == .identify
            if job.state == .failed, known.state != .done, known.state != .running {
                known.state = .failed
                known.stage = job.stage
                known.reason = job.reason
                known.explained = job.explained
                known.finishedAt = known.finishedAt ?? moment
            } else if wasRefused, job.state == .waiting {
                known.begin()
                known.stage = job.stage
            } else if isAnew, known.state == .failed || known.state == .cancelled {
                known.begin()
            }
        }
    }

    // MARK: - What workers do

    /// The next job for a worker, marked as running and leased to it. Jobs that were begun too often are failed on the way.
    ///
    /// A job that was begun often without getting on lets the others go first: if it is what kills the workers, it kills them last.
    /// - Parameter only: the jobs to choose from; nil for all.
    package func take(as owner: String, only: [JobID]? = nil) async throws -> Stored<Job>? {
        while true {
            let now = time.now
            var next = try await take(as: owner, only, [.lessThan("attempts", .int(Int64(stumbles)))], now)
            if next == nil { next = try await take(as: owner, only, [], now) }
            guard let job = next else { return nil }
            if job.value.attempts <= attempts { return job }
            try await end(JobID(job.id), as: owner, .failed(reason: lastWord(of: job.value)))
        }
    }

    /// Why a job is given up that was begun too often: what stood in its way last, if anything did.
    private func lastWord(of job: Job) -> Explanation {
        guard let reason = job.reason else {
            return "It was interrupted \(attempts) times without getting on. Look for the cause, then retry."
        }
        if let explained = job.explained, explained.count == 1, explained.english == reason { return explained[0] }
        return Explanation(plain: reason)
    }

    private func take(as owner: String, _ only: [JobID]?, _ further: [Filter], _ now: Moment) async throws -> Stored<Job>? {
        let neverTrue = now + Self.unbelievable
        let abandoned: Filter = .and([
            .equal("state", .string(Job.State.running.rawValue)),
            .or([.lessThan("lease.until", .date(now)), .greaterThan("lease.until", .date(neverTrue))]),
        ])
        let rested: Filter = .or([
            .equal("restsUntil", .null), .lessThan("restsUntil", .date(now)), .greaterThan("restsUntil", .date(neverTrue)),
        ])
        let waiting: Filter = .and([.equal("state", .string(Job.State.waiting.rawValue)), rested])
        let ready: Filter = .or([waiting, abandoned])
        let chosen = only.map { [Filter.in("_id", $0.map { .string($0.rawValue) })] } ?? []
        let changes: [Change] = [
            .set("state", .string(Job.State.running.rawValue)),
            .set("lease", Self.lease(of: owner, until: now + lease)),
            .set("startedAt", .date(now)),
            .unset("finishedAt"), .unset("secondsLeft"), .unset("isUnusable"), .unset("restsUntil"),
            .increment("attempts", by: 1),
        ]
        return try await records.findAndModify(
            Query(.and([ready] + chosen + further), sort: [.ascending("isExtra"), .ascending("createdAt")], limit: 1), changes)
    }

    /// Renews the lease and writes the progress down.
    /// - Parameters:
    ///   - gained: whether work was finished since the last beat that a killed worker would not lose; attempts count anew then.
    ///   - worked: the time since the last beat, if work was going on.
    /// - Returns: false when the job is no longer this worker's.
    package func beat(
        _ id: JobID, as owner: String, _ progress: JobProgress, gained: Bool = false, worked: Duration = .zero
    ) async throws -> Bool {
        var changes: [Change] = [
            .set("lease.until", .date(time.now + lease)),
            .set("stage", .string(progress.stage.rawValue)),
            .set("progress", .double(min(1, max(0, progress.fraction)))),
            progress.secondsLeft.map { .set("secondsLeft", .double($0)) } ?? .unset("secondsLeft"),
        ]
        if let watchable = progress.watchable { changes.append(.set("watchable", .int(watchable))) }
        if worked > .zero { changes.append(.increment("worked", by: worked.wholeMilliseconds)) }
        // What stood in its way before does so no longer.
        if gained { changes += [.set("attempts", .int(1)), .set("stumbles", .int(0)), .unset("reason"), .unset("explained")] }
        return try await records.findAndModify(mine(id, owner), changes) != nil
    }

    /// Renews the lease before something is done that would spoil another's work.
    /// - Throws: `CancellationError` when the job is no longer this worker's: it slept for too long.
    package func hold(_ id: JobID, as owner: String) async throws {
        guard try await records.findAndModify(mine(id, owner), [.set("lease.until", .date(time.now + lease))]) != nil else {
            throw CancellationError()
        }
    }

    /// - Parameters:
    ///   - progress: how far it came; the stage at which a job failed says much.
    ///   - worked: the time since the last beat.
    /// - Returns: false when the job was no longer this worker's; nothing is changed then.
    @discardableResult
    package func end(_ id: JobID, as owner: String, _ end: JobEnd, at progress: JobProgress? = nil, worked: Duration = .zero) async throws
        -> Bool
    {
        guard let job = try await records.read(id.rawValue)?.value else { return false }
        let spent: [Change] = worked > .zero ? [.increment("worked", by: worked.wholeMilliseconds)] : []
        let changes = try changes(for: end, stumbled: job.stumbles ?? 0, at: progress)
        return try await records.findAndModify(mine(id, owner), changes + spent) != nil
    }

    private func changes(for end: JobEnd, stumbled before: Int, at progress: JobProgress?) throws -> [Change] {
        let place: [Change] = progress.map { [.set("stage", .string($0.stage.rawValue)), .set("progress", .double($0.fraction))] } ?? []
        let closed: [Change] = [.unset("lease"), .unset("secondsLeft")]
        let finished = closed + [.set("finishedAt", .date(time.now)), .unset("watchable")]
        switch end {
        case .done(let notes):
            let said = try Self.saying(notes)
            let stage = Change.set("stage", .string(Job.Stage.publish.rawValue))
            return finished + said + [.set("state", .string(Job.State.done.rawValue)), .set("progress", .double(1)), stage]
        case .failed(let reason, let isUnusable):
            let blame: [Change] = isUnusable ? [.set("isUnusable", .bool(true))] : []
            let said = try Self.saying([reason])
            return place + finished + blame + said + [.set("state", .string(Job.State.failed.rawValue))]
        case .stumbled(let reason):
            let state = before + 1 < stumbles ? Job.State.waiting : .failed
            let stumbled: [Change] = [.set("state", .string(state.rawValue)), .set("stumbles", .int(Int64(before + 1)))]
            let said = try Self.saying([reason])
            return place + (state == .failed ? finished : closed) + stumbled + said
        case .postponed(let reason, let rest):
            let postponed: [Change] = [
                .set("state", .string(Job.State.waiting.rawValue)), .set("restsUntil", .date(time.now + rest)),
                .increment("attempts", by: -1),
            ]
            let said = try Self.saying([reason])
            return place + closed + postponed + said
        case .released:
            return place + closed + [.set("state", .string(Job.State.waiting.rawValue)), .increment("attempts", by: -1)]
        }
    }

    /// See `Job.say`.
    private static func saying(_ explanations: [Explanation]) throws -> [Change] {
        guard !explanations.isEmpty else { return [.unset("reason"), .unset("explained")] }
        return [.set("reason", .string(explanations.english)), .set("explained", try ValueCoder.encode(explanations))]
    }

    /// Lets go of jobs whose workers are known to be dead, so that nobody has to wait for their leases to run out.
    package func release(ownersThat isDead: (String) -> Bool) async throws {
        let running = try await records.find(Query(.equal("state", .string(Job.State.running.rawValue))))
        for job in running {
            guard let owner = job.value.lease?.owner, isDead(owner) else { continue }
            let id = JobID(job.id)
            _ = try await records.findAndModify(mine(id, owner), [.set("state", .string(Job.State.waiting.rawValue)), .unset("lease")])
        }
    }

    private func mine(_ id: JobID, _ owner: String) -> Query {
        Query(
            .and([
                .equal("_id", .string(id.rawValue)), .equal("state", .string(Job.State.running.rawValue)),
                .equal("lease.owner", .string(owner)),
            ]), limit: 1)
    }

    private static func lease(of owner: String, until: Moment) -> Value {
        .object(["owner": .string(owner), "until": .date(until)])
    }
}
