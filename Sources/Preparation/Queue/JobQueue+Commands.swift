import KinoraDocuments
import KinoraKernel

/// What the owner can do to a job, from the command line or the preparation page. A running worker notices with its next beat.
extension JobQueue {
    /// Stops a job until it is resumed; finished chunks are kept.
    package func pause(_ id: JobID) async throws {
        try await command("paused", id, from: [.waiting, .running], [.set("state", "paused"), .unset("lease"), .unset("secondsLeft")])
    }

    package func resume(_ id: JobID) async throws {
        try await command("resumed", id, from: [.paused], [.set("state", "waiting"), .set("attempts", 0), .unset("lease")])
    }

    /// Gives a job that failed or was cancelled another chance.
    package func retry(_ id: JobID) async throws {
        try await command(
            "tried again", id, from: [.failed, .cancelled],
            [.set("state", "waiting"), .set("attempts", 0), .unset("reason"), .unset("finishedAt"), .unset("lease")])
    }

    /// Gives a job up. What was encoded so far is removed by the next worker that looks.
    package func cancel(_ id: JobID) async throws {
        try await command(
            "cancelled", id, from: [.waiting, .running, .paused, .failed],
            [.set("state", "cancelled"), .unset("lease"), .unset("secondsLeft")])
    }

    private func command(_ verb: String, _ id: JobID, from states: [Job.State], _ changes: [Change]) async throws {
        let fitting: Filter = .and([.equal("_id", .string(id.rawValue)), .in("state", states.map { .string($0.rawValue) })])
        if try await records.findAndModify(Query(fitting, limit: 1), changes) != nil { return }
        guard let job = try await records.read(id.rawValue)?.value else { throw JobRefusal.noSuchJob(id.rawValue) }
        throw JobRefusal.wrongState(label: job.label, state: job.state, command: verb)
    }
}
