import KinoraDocuments
import KinoraKernel
import KinoraPreparation

/// The desk over the job queue in the store, whichever process works on it.
package struct QueueDesk: JobDesk {
    private let queue: JobQueue
    private let store: any DocumentStore

    /// How often the store is asked whether a job has changed, while somebody looks.
    private static let every = Duration.seconds(1)

    package init(queue: JobQueue, store: any DocumentStore) {
        self.queue = queue
        self.store = store
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

    /// Ends when the task that reads is cancelled, or when the store does not answer.
    package func changes() -> AsyncStream<Void> {
        let reader = ChangeReader(store)
        return AsyncStream {
            do {
                while try await !reader.hasNews() { try await Task.sleep(for: Self.every) }
                return ()
            } catch {
                return nil
            }
        }
    }

    private static func filter(_ state: Job.State) -> Filter { .equal("state", .string(state.rawValue)) }
}

/// Remembers up to where one page has read the store's change feed.
private actor ChangeReader {
    private let store: any DocumentStore
    private var position: Int64?

    init(_ store: any DocumentStore) {
        self.store = store
    }

    /// Whether a job was written since the last question. The first question finds the place, and is answered with yes.
    func hasNews() async throws -> Bool {
        guard let known = position else {
            position = try await store.latestPosition()
            return true
        }
        let entries = try await store.changes(since: known, limit: Query.mostPerPage)
        position = entries.last?.position ?? known
        return entries.contains { $0.collection == Job.schema.name }
    }
}
