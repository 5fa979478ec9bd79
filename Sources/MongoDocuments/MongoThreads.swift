#if MongoDB
    import Foundation
    import KinoraDocuments
    import KinoraKernel
    import Synchronization

    /// The engine's own threads: the C driver blocks, and Swift's few threads must not.
    ///
    /// Requests wait in one queue of bounded length and time. Those of one lane run one after the other, so that they do not race for the same
    /// documents; a lane that waits holds no thread. A caller that is cancelled gets its answer at once, whatever its request is doing.
    ///
    /// `@unchecked Sendable`: what changes is touched under `condition` alone.
    final class MongoThreads: @unchecked Sendable {
        private let condition = NSCondition()
        private var waiting: [MongoJob] = []
        private var busyLanes: Set<String> = []
        private var isStopped = false
        private var running: Int
        private var stopped: [CheckedContinuation<Void, Never>] = []
        private let atEnd: @Sendable () -> Void

        /// - Parameter atEnd: called once, on the last thread that ends.
        init(count: Int, atEnd: @escaping @Sendable () -> Void) {
            self.atEnd = atEnd
            running = count
            for number in 1...count {
                let thread = Thread { [self] in work() }
                thread.name = "mongodb \(number)"
                thread.start()
            }
        }

        /// Runs a request on one of the threads.
        /// - Parameter lane: requests of the same lane run one after the other.
        func run<T: Sendable>(lane: String? = nil, _ body: @escaping @Sendable (MongoJob) throws -> T) async throws -> T {
            let job = MongoJob(lane: lane)
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    job.begin(continuation, body)
                    enqueue(job)
                }
            } onCancel: {
                job.fail(CancellationError())
                withdraw(job)
            }
        }

        /// Ends the threads after what they are doing; what waits is refused.
        func stop() async {
            await withCheckedContinuation { continuation in
                let isOver = condition.withLock {
                    if running > 0 { stopped.append(continuation) }
                    return running == 0
                }
                endWaiting()
                if isOver { continuation.resume() }
            }
        }

        /// The same without waiting for the end.
        func endWaiting() {
            let refused = condition.withLock {
                isStopped = true
                defer { waiting = [] }
                condition.broadcast()
                return waiting
            }
            for job in refused { job.fail(StoreError.unavailable("the store was closed.")) }
        }

        private func enqueue(_ job: MongoJob) {
            let refusal: String? = condition.withLock {
                if isStopped { return "the store was closed." }
                if waiting.count >= MongoBounds.mostWaiting { return "too many requests wait for MongoDB. Try again later." }
                waiting.append(job)
                condition.signal()
                return nil
            }
            if let refusal { job.fail(StoreError.unavailable(refusal)) }
        }

        private func withdraw(_ job: MongoJob) {
            condition.withLock { waiting.removeAll { $0 === job } }
        }

        // MARK: On the threads

        private func work() {
            while let job = next() {
                if job.hasWaitedTooLong {
                    job.fail(StoreError.unavailable("MongoDB was too slow for everything that is asked of it. Try again later."))
                } else {
                    job.run()
                }
                condition.withLock {
                    if let lane = job.lane { busyLanes.remove(lane) }
                    condition.signal()
                }
            }
            end()
        }

        private func next() -> MongoJob? {
            condition.withLock {
                while !isStopped {
                    if let index = waiting.firstIndex(where: { $0.lane.map { !busyLanes.contains($0) } ?? true }) {
                        let job = waiting.remove(at: index)
                        if let lane = job.lane { busyLanes.insert(lane) }
                        return job
                    }
                    condition.wait()
                }
                return nil
            }
        }

        private func end() {
            let isLast = condition.withLock {
                running -= 1
                return running == 0
            }
            guard isLast else { return }
            atEnd()
            let listeners = condition.withLock {
                defer { stopped = [] }
                return stopped
            }
            for listener in listeners { listener.resume() }
        }
    }

    /// One request of a caller. Whatever comes first answers it: its end, a cancellation, or a refusal.
    final class MongoJob: Sendable {
        private struct State {
            var work: (@Sendable () -> Void)?
            var refuse: (@Sendable (any Error) -> Void)?
            var failure: (any Error)?
        }

        let lane: String?
        private let made = ContinuousClock.now
        private let state = Mutex(State())

        init(lane: String?) { self.lane = lane }

        /// Whether nobody waits for the outcome any more.
        var isAbandoned: Bool { state.withLock { $0.failure != nil } }

        var hasWaitedTooLong: Bool { made.duration(to: .now) > MongoBounds.waiting }

        func begin<T: Sendable>(
            _ continuation: CheckedContinuation<T, any Error>, _ body: @escaping @Sendable (MongoJob) throws -> T
        ) {
            let box = AnswerBox(continuation)
            let failure = state.withLock { state in
                state.work = { [unowned self] in box.resume(with: Result { try body(self) }) }
                state.refuse = { box.resume(with: .failure($0)) }
                return state.failure
            }
            if let failure { box.resume(with: .failure(failure)) }
        }

        func run() {
            let work = state.withLock { state in
                defer { state.work = nil }
                return state.failure == nil ? state.work : nil
            }
            work?()
        }

        func fail(_ error: any Error) {
            let refuse = state.withLock { state in
                if state.failure == nil { state.failure = error }
                defer { state.refuse = nil }
                return state.refuse
            }
            refuse?(error)
        }
    }

    /// A continuation that is resumed once, whoever comes first.
    private final class AnswerBox<T: Sendable>: Sendable {
        private let continuation: Mutex<CheckedContinuation<T, any Error>?>

        init(_ continuation: CheckedContinuation<T, any Error>) { self.continuation = Mutex(continuation) }

        func resume(with result: Result<T, any Error>) {
            let first = continuation.withLock { continuation in
                defer { continuation = nil }
                return continuation
            }
            first?.resume(with: result)
        }
    }
#endif
