import KinoraDocuments
import KinoraKernel

/// When the queue will be done, as far as can honestly be told.
package enum Forecast: Hashable, Sendable {
    /// Nothing waits or runs.
    case nothingToDo
    /// No film was prepared yet from which a speed could be measured.
    case notKnownYet
    /// Paused by the owner: so much work is left once it goes on.
    case work(Duration)
    /// If nobody keeps it from working.
    case done(at: Moment)
    /// Further away than anybody should promise.
    case beyond(Duration)

    /// How far ahead is looked.
    package static let horizon = Duration.seconds(366 * 86_400)
}

/// What a forecast is made from: the open jobs, and how fast the last ones were.
struct QueueOutlook: Hashable, Sendable {
    struct Open: Hashable, Sendable {
        /// Bytes of the source; nil when unknown.
        var size: Int64?
        /// How much is left, 0 … 1.
        var left: Double
    }

    struct Done: Hashable, Sendable {
        var size: Int64
        var worked: Duration
    }

    var open: [Open]
    var done: [Done]
    /// Workers that share the queue.
    var workers: Int

    /// The work that is left for all workers together. Nil when no speed is known.
    ///
    /// Time goes with bytes, since only they are known of a film that waits: an average over the last films, whatever they were.
    var work: Duration? {
        let bytes = done.reduce(0) { $0 + Double($1.size) }
        let seconds = done.reduce(0) { $0 + $1.worked.inSeconds }
        guard bytes > 0, seconds > 0 else { return nil }
        let average = bytes / Double(done.count)
        let left = open.reduce(0) { $0 + ($1.size.map(Double.init) ?? average) * min(1, max(0, $1.left)) }
        return .seconds(left * seconds / bytes)
    }

    func forecast(_ rules: EncodingRules, _ standing: Standing, at now: Moment) -> Forecast {
        guard !open.isEmpty else { return .nothingToDo }
        guard let work else { return .notKnownYet }
        let share = work / max(1, min(workers, open.count))
        if case .paused = standing { return .work(share) }
        var start = now
        if case .watched(let until) = standing { start = until }
        guard let hours = rules.hours else {
            return share > Forecast.horizon ? .beyond(Forecast.horizon) : .done(at: start + share)
        }
        return hours.moment(afterOpen: share, from: start, within: Forecast.horizon).map { .done(at: $0) } ?? .beyond(Forecast.horizon)
    }
}

extension JobQueue {
    /// When everything will be done, by the speed of the last films, within the hours that are set.
    package func forecast(_ manners: Manners) async throws -> Forecast {
        try await outlook().forecast(manners.rules, manners.standing(), at: time.now)
    }

    private func outlook() async throws -> QueueOutlook {
        let waiting = try await all(in: .waiting)
        let running = try await all(in: .running)
        let last = try await records.find(
            Query(.equal("state", .string(Job.State.done.rawValue)), sort: [.descending("finishedAt")], limit: Self.measured))
        return QueueOutlook(
            open: (running + waiting).map { QueueOutlook.Open(size: $0.value.size, left: 1 - $0.value.progress) },
            done: last.compactMap { job in
                guard let size = job.value.size, let worked = job.value.worked, worked > 0 else { return nil }
                return QueueOutlook.Done(size: size, worked: .milliseconds(worked))
            },
            workers: max(1, running.count))
    }

    /// How many of the last films tell the speed.
    private static let measured = 30

    private func all(in state: Job.State) async throws -> [Stored<Job>] {
        var all: [Stored<Job>] = []
        var page = Query(.equal("state", .string(state.rawValue)), sort: [.ascending("createdAt")])
        while true {
            let jobs = try await records.find(page)
            all += jobs
            guard jobs.count == page.limit else { return all }
            page.skip += page.limit
        }
    }
}
