import Foundation
import KinoraKernel
import Synchronization

/// A few threads of its own for work that keeps a processor busy, and a queue of a bounded length in front of them: a flood of it can
/// neither eat the machine nor stop the cooperative pool. Threads come with the work and go when nothing waits.
final class HashingPool: Sendable {
    private struct Waiting {
        let number: Int
        let work: @Sendable () -> Void
        let giveUp: @Sendable (any Error) -> Void
    }

    private struct Inside {
        var running = 0
        var waiting: [Waiting] = []
        var next = 0
    }

    /// Argon2 needs little stack; its memory is on the heap.
    private static let stackBytes = 1 << 19

    private let inside = Mutex(Inside())
    private let workers: Int
    private let queue: Int

    init(workers: Int, queue: Int) {
        self.workers = workers
        self.queue = queue
    }

    /// How many wait, and how many are worked on.
    var load: (waiting: Int, running: Int) { inside.withLock { ($0.waiting.count, $0.running) } }

    /// Does the work when its turn has come. What is being worked on is finished, even when nobody wants it any more; what waits is given
    /// up as soon as the task is cancelled.
    /// - Throws: `PasswordsBusy` when the queue is full, `CancellationError`, or what the work throws.
    func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let number = inside.withLock { inside in
            inside.next += 1
            return inside.next
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Result, any Error>) in
                let one = Waiting(
                    number: number, work: { continuation.resume(with: Swift.Result { try work() }) },
                    giveUp: { continuation.resume(throwing: $0) })
                admit(one)
            }
        } onCancel: {
            let given = inside.withLock { inside -> Waiting? in
                guard let place = inside.waiting.firstIndex(where: { $0.number == number }) else { return nil }
                return inside.waiting.remove(at: place)
            }
            given?.giveUp(CancellationError())
        }
    }

    private enum Admission {
        case start, queued
        case refused(any Error)
    }

    private func admit(_ one: Waiting) {
        let admission = inside.withLock { inside -> Admission in
            // A task that was cancelled before this lock is not woken by its handler any more.
            if Task.isCancelled { return .refused(CancellationError()) }
            if inside.running < workers {
                inside.running += 1
                return .start
            }
            guard inside.waiting.count < queue else { return .refused(PasswordsBusy()) }
            inside.waiting.append(one)
            return .queued
        }
        switch admission {
        case .start: startThread(with: one)
        case .queued: break
        case .refused(let error): one.giveUp(error)
        }
    }

    private func startThread(with first: Waiting) {
        let thread = Thread { [self] in
            var turn: Waiting? = first
            while let one = turn {
                one.work()
                turn = nextOrLeave()
            }
        }
        thread.name = "kinora-passwords"
        thread.stackSize = Self.stackBytes
        thread.start()
    }

    private func nextOrLeave() -> Waiting? {
        inside.withLock { inside in
            if inside.waiting.isEmpty {
                inside.running -= 1
                return nil
            }
            return inside.waiting.removeFirst()
        }
    }
}
