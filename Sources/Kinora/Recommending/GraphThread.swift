import Dispatch

/// Where the graph works: a queue of its own, so that reading a snapshot or a long answer holds up nobody else.
final class GraphThread: SerialExecutor {
    private let queue = DispatchQueue(label: "kinora-graph", qos: .userInitiated)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
