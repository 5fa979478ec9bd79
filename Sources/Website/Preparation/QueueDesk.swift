import KinoraDocuments
import KinoraKernel
import KinoraPreparation

/// The desk over the job queue in the store, whichever process works on it.
package struct QueueDesk: JobDesk {
    private let queue: JobQueue
    private let store: any DocumentStore
    private let manners: Manners
    private let forecasts: ForecastMemory

    package init(queue: JobQueue, store: any DocumentStore, manners: Manners) {
        self.queue = queue
        self.store = store
        self.manners = manners
        forecasts = ForecastMemory(queue: queue, manners: manners)
    }

    package func jobs(_ state: Job.State, atMost count: Int) async throws -> [Stored<Job>] {
        let sort: Sort =
            switch state {
            case .waiting, .running, .paused: .ascending("createdAt")
            case .done, .failed: .descending("finishedAt")
            case .cancelled: .descending("updatedAt")
            }
        return try await queue.records.find(Query(Self.filter(state), sort: [sort], limit: count))
    }

    package func job(_ id: JobID) async throws -> Stored<Job>? {
        try await queue.records.read(id.rawValue)
    }

    package func count(_ state: Job.State) async throws -> Int {
        try await queue.records.count(Self.filter(state))
    }

    package func perform(_ action: JobAction, on job: JobID) async throws {
        switch action {
        case .retry: try await queue.retry(job)
        case .pause: try await queue.pause(job)
        case .resume: try await queue.resume(job)
        case .cancel: try await queue.cancel(job)
        }
    }

    package func outlook() async throws -> Outlook {
        let standing = try await manners.standing()
        return Outlook(
            standing: standing, forecast: try await forecasts.forecast(for: standing), clock: manners.clock, now: manners.now)
    }

    package func pauseAll(_ isPaused: Bool) async throws {
        if isPaused { try await manners.pauseAll() } else { try await manners.resumeAll() }
    }

    /// Ends when the task that reads is cancelled, or when the store does not answer.
    package func changes() -> AsyncStream<Void> {
        let news = JobNews(store)
        return AsyncStream { await news.next() }
    }

    private static func filter(_ state: Job.State) -> Filter { .equal("state", .string(state.rawValue)) }
}

/// The store's change feed as one page reads it.
private actor JobNews {
    private let store: any DocumentStore
    private var feed: ChangeFeed.Iterator?

    init(_ store: any DocumentStore) {
        self.store = store
    }

    /// Comes when a job or the pause has been written since the last answer; the first at once, when the place in the feed is found.
    func next() async -> Void? {
        do {
            guard var feed else {
                feed = try await ChangeFeed(of: [Job.schema.name, Manners.pauseSchema.name], in: store).makeAsyncIterator()
                return ()
            }
            _ = try await feed.next()
            self.feed = feed
            return ()
        } catch {
            return nil
        }
    }
}
