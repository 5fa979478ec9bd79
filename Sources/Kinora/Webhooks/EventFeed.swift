import KinoraAccounts
import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import KinoraWebhooks

/// Finds in the change feed what the owner's programs are told of.
///
/// It keeps its place as a document: what happened while no server ran is told afterwards, and what was told twice, by a server that was
/// killed or by two that read the same feed, is one message (`Webhooks.announce`).
struct EventFeed: Sendable {
    let store: any DocumentStore
    let webhooks: Webhooks
    let time: any TimeSource
    /// Where this reader stands; what is written down may lie behind. Its time is that of the last note.
    private var place: FeedPlace?

    private static let name = "webhooks"
    /// The feed forgets after a week (`DocumentStore.changes`).
    private static let trustedFor = Duration.seconds(6 * 24 * 3600)
    /// So often the place is written down where nothing happens that anybody is told of.
    private static let noteEvery = Duration.seconds(3600)
    private static let collections: Set<String> = [
        Film.schema.name, Series.schema.name, Episode.schema.name, Job.schema.name, Member.schema.name, LedgerEntry.schema.name,
    ]

    init(store: any DocumentStore, webhooks: Webhooks, time: any TimeSource) {
        self.store = store
        self.webhooks = webhooks
        self.time = time
    }

    private var places: Records<FeedPlace> { Records(in: store) }

    /// Writes down where this reader begins, where no server did yet: what happens from now on is told once one runs.
    func begin() async throws { _ = try await kept() }

    /// Tells what happened since the last time.
    /// - Returns: how many messages had no place any more.
    mutating func tell() async throws -> Int {
        var lost = 0
        var standing: FeedPlace
        if let place { standing = place } else { standing = try await kept() }
        while true {
            let entries = try await store.changes(since: standing.place, limit: ChangeFeed.mostAtOnce)
            let wanted = entries.filter { Self.collections.contains($0.collection) }
            if !wanted.isEmpty, !(try await webhooks.list()).isEmpty {
                lost += try await webhooks.announce(events(ChangedDocuments(wanted)))
            }
            standing.place = entries.last?.position ?? standing.place
            // Writing the place down is a change, too.
            if !wanted.isEmpty || time.now.since(standing.at) >= Self.noteEvery { standing.at = try await note(standing.place) }
            place = standing
            if entries.count < ChangeFeed.mostAtOnce { return lost }
        }
    }

    /// The place that was written down; this one, where there is none that can be followed: before the first start, and in a house that came
    /// from a copy or was asleep for longer than the feed remembers.
    private func kept() async throws -> FeedPlace {
        if let kept = try await places.read(Self.name)?.value {
            let latest = try await store.latestPosition()
            if kept.place == latest || (kept.place < latest && time.now.since(kept.at) < Self.trustedFor) { return kept }
        }
        let here = FeedPlace(place: try await store.latestPosition(), at: time.now)
        try await places.change(Self.name, startingFrom: here) { $0 = here }
        return here
    }

    /// Another server that reads the same feed may be further.
    /// - Returns: when it was written.
    private func note(_ place: Int64) async throws -> Moment {
        let here = FeedPlace(place: place, at: time.now)
        try await places.change(Self.name, startingFrom: here) { $0 = FeedPlace(place: max($0.place, place), at: here.at) }
        return here.at
    }

    // MARK: - Events

    func events(_ changes: ChangedDocuments) async throws -> [Event] {
        try await found(Film.self, changes).compactMap(Self.event(of:)) + found(Series.self, changes).compactMap(Self.event(of:))
            + found(Episode.self, changes).compactMap(Self.event(of:)) + found(Job.self, changes).compactMap(Self.event(of:))
            + found(Member.self, changes).compactMap(Self.event(of:)) + found(LedgerEntry.self, changes).compactMap(Self.event(of:))
    }

    private func found<R: Record>(_ type: R.Type, _ changes: ChangedDocuments) async throws -> [Stored<R>] {
        var found: [Stored<R>] = []
        for id in changes.all(R.schema) {
            do {
                if let record = try await Records<R>(in: store).read(id) { found.append(record) }
            } catch StoreError.unreadable {
                // Another version, or somebody's program, wrote it so that it cannot be read; the others are told of.
            }
        }
        return found
    }

    private static func event(of film: Stored<Film>) -> Event? {
        guard film.value.isListed, !film.value.versions.isEmpty, let at = film.value.listedAt else { return nil }
        return published("film", film.id, at, film.value.description, [:])
    }

    private static func event(of series: Stored<Series>) -> Event? {
        guard series.value.isListed, let at = series.value.listedAt else { return nil }
        return published("series", series.id, at, series.value.description, [:])
    }

    private static func event(of episode: Stored<Episode>) -> Event? {
        guard episode.value.isListed, !episode.value.versions.isEmpty, let at = episode.value.listedAt else { return nil }
        return published(
            "episode", episode.id, at, episode.value.description,
            [
                "series": .string(episode.value.series.rawValue), "season": .int(Int64(episode.value.season)),
                "number": .int(Int64(episode.value.number)),
            ])
    }

    private static func published(
        _ kind: String, _ id: String, _ at: Moment, _ description: Description, _ more: [String: Value]
    ) -> Event {
        var data: [String: Value] = ["kind": .string(kind), "id": .string(id), "title": .string(description.title)]
        if let year = description.year { data["year"] = .int(Int64(year)) }
        return Event(.titlePublished, key: "\(kind)/\(id)/\(at.milliseconds)", at: at, data: data.merging(more) { $1 })
    }

    private static func event(of job: Stored<Job>) -> Event? {
        guard job.value.state == .failed else { return nil }
        let at = job.value.finishedAt ?? job.updatedAt
        return Event(
            .jobFailed, key: "\(job.id)/\(at.milliseconds)", at: at,
            data: [
                "job": .string(job.id), "label": .string(job.value.label), "path": .string(job.value.path),
                "reason": .string(job.value.reason ?? ""),
            ])
    }

    private static func event(of member: Stored<Member>) -> Event? {
        guard member.value.state == .active else { return nil }
        return Event(
            .memberJoined, key: member.id, at: member.createdAt,
            data: ["member": .string(member.id), "role": .string(member.value.role.rawValue)])
    }

    private static func event(of entry: Stored<LedgerEntry>) -> Event? {
        guard let amount = entry.value.amount, [.payment, .refund].contains(entry.value.kind) else { return nil }
        var data: [String: Value] = [
            "entry": .string(entry.id), "amount": .string(amount.decimal), "currency": .string(amount.currency.code),
        ]
        if let provider = entry.value.provider { data["provider"] = .string(provider) }
        if let note = entry.value.note { data["note"] = .string(note) }
        return Event(
            entry.value.kind == .payment ? .paymentReceived : .paymentRefunded, key: entry.id, at: entry.createdAt, data: data)
    }
}
