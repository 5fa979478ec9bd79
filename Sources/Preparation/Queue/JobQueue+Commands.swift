import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// What the owner can do to a job, from the command line or the preparation page. A running worker notices with its next beat.
extension JobQueue {
    /// Stops a job until it is resumed; finished chunks are kept.
    package func pause(_ id: JobID) async throws {
        try await command("paused", id, from: [.waiting, .running], [.set("state", "paused"), .unset("lease"), .unset("secondsLeft")])
        try await withdraw(id)
    }

    package func resume(_ id: JobID) async throws {
        try await command(
            "resumed", id, from: [.paused],
            [.set("state", "waiting"), .set("attempts", 0), .unset("stumbles"), .unset("lease"), .unset("restsUntil")])
    }

    /// Gives a job that failed or was cancelled another chance; one that waits gets all its attempts back. One that is done is prepared again from the start; what was prepared
    /// before plays until then.
    package func retry(_ id: JobID) async throws {
        var changes: [Change] = [
            .set("state", "waiting"), .set("attempts", 0), .unset("stumbles"), .unset("reason"), .unset("explained"), .unset("finishedAt"),
            .unset("lease"), .unset("restsUntil"), .unset("watchable"),
        ]
        if let job = try await records.read(id.rawValue)?.value, job.state == .done {
            try await forgetPackage(of: job.source)
            changes += [.set("progress", .double(0)), .set("stage", .string(Job.Stage.encode.rawValue)), .unset("worked")]
        }
        try await command("tried again", id, from: [.waiting, .failed, .cancelled, .done], changes)
    }

    /// A journey whose source has its package is at its end already.
    private func forgetPackage(of source: String) async throws {
        do {
            try await Records<Source>(in: records.store).change(source) { $0.package = nil }
        } catch StoreError.missing {
            // A single file may be prepared that no scan has noted.
        }
    }

    /// Gives the job of a source, if there is one, another name in lists.
    func rename(_ source: String, to label: String) async throws {
        guard let job = try await records.first(.equal("source", .string(source))), job.value.label != label else { return }
        do {
            try await records.change(job.id) { $0.label = label }
        } catch StoreError.missing {
            // It was taken away meanwhile.
        }
    }

    /// Tells the owner of what is prepared that its subtitles were made anew, and what is odd about them; what was odd about them before is
    /// taken back.
    func noteSubtitles(of source: String, _ notes: [Explanation]) async throws {
        let texts = notes.map(\.english)
        guard let job = try await records.first(Self.done(source)), job.value.textNotes ?? [] != texts else { return }
        do {
            try await records.change(job.id) { job in
                guard job.state == .done else { return }
                job.say(Self.others(of: job) + notes)
                job.textNotes = texts.isEmpty ? nil : texts
            }
        } catch StoreError.missing {
            // It was taken away meanwhile.
        }
    }

    /// What is said of a job beside what is said of its subtitles.
    private static func others(of job: Job) -> [Explanation] {
        let former = job.textNotes ?? []
        var reason = job.reason ?? ""
        if let explained = job.explained, explained.english == reason { return explained.filter { !former.contains($0.english) } }
        for note in former { reason = reason.replacing(note, with: "") }
        let rest = reason.split(separator: " ").joined(separator: " ")
        return rest.isEmpty ? [] : [Explanation(plain: rest)]
    }

    private static func done(_ source: String) -> Filter {
        .and([.equal("source", .string(source)), .equal("state", .string(Job.State.done.rawValue))])
    }

    /// Tells the owner of what is prepared that its subtitles are others now, where they cannot be made anew by themselves.
    func hintAtSubtitles(of source: String) async throws {
        guard let job = try await records.first(Self.done(source)) else { return }
        let hint: Explanation =
            "The subtitles beside it have changed since it was prepared. Prepare it again with: kinora jobs retry \(job.id)."
        try await noteSubtitles(of: source, [hint])
    }

    /// Gives a job up. What was encoded so far is removed by the next worker that looks.
    package func cancel(_ id: JobID) async throws {
        try await command(
            "cancelled", id, from: [.waiting, .running, .paused, .failed],
            [.set("state", "cancelled"), .unset("lease"), .unset("secondsLeft")])
        try await withdraw(id)
    }

    /// What does not get on is not offered to be watched meanwhile. What was offered since the last beat is taken back by the worker.
    private func withdraw(_ id: JobID) async throws {
        guard let job = try await records.read(id.rawValue)?.value, job.watchable != nil else { return }
        try await CatalogueEditor(store: records.store, time: time).withdrawEarly(job.source)
    }

    private func command(_ verb: String, _ id: JobID, from states: [Job.State], _ changes: [Change]) async throws {
        let fitting: Filter = .and([.equal("_id", .string(id.rawValue)), .in("state", states.map { .string($0.rawValue) })])
        if try await records.findAndModify(Query(fitting, limit: 1), changes) != nil { return }
        guard let job = try await records.read(id.rawValue)?.value else { throw JobRefusal.noSuchJob(id.rawValue) }
        throw JobRefusal.wrongState(label: job.label, state: job.state, command: verb)
    }
}
