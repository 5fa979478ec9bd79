import KinoraDocuments
import KinoraPreparation

/// Where the website asks about preparation. Answered by whoever keeps the queue.
package protocol JobDesk: Sendable {
    /// Jobs in a state, those first that an owner wants to see first: the newest, and of waiting ones the next.
    func jobs(_ state: Job.State, atMost count: Int) async throws -> [Stored<Job>]

    /// Nil when there is no such job.
    func job(_ id: JobID) async throws -> Stored<Job>?

    func count(_ state: Job.State) async throws -> Int

    /// - Throws: a `Complaint` when the job is gone or cannot do that in its state.
    func perform(_ action: JobAction, on job: JobID) async throws

    /// Whether work goes on and how long it will take.
    func outlook() async throws -> Outlook

    /// Stops all work until it is resumed, or lets it go on.
    func pauseAll(_ isPaused: Bool) async throws

    /// One element as soon as listening has begun, then one whenever something about any job has changed; several changes may become one.
    func changes() -> AsyncStream<Void>
}
