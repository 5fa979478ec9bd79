import Dispatch
import KinoraKernel
import Testing

@testable import KinoraAccounts

@Suite("Hashing has few threads and a short queue", .timeLimit(.minutes(10)))
struct HashingPoolTests {
    @Test("two are worked on, as many wait as may, and the next one is told to come back")
    func aFullQueue() async throws {
        let pool = HashingPool(workers: 2, queue: 3)
        let gate = DispatchSemaphore(value: 0)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<5 {
                group.addTask {
                    try await pool.run {
                        gate.wait()
                        return number
                    }
                }
            }
            try await Self.until { pool.load == (waiting: 3, running: 2) }
            await #expect(throws: PasswordsBusy()) { try await pool.run { 5 } }
            for _ in 0..<5 { gate.signal() }
            let done = try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            #expect(done == [0, 1, 2, 3, 4])
        }
        #expect(try await pool.run { 6 } == 6)
    }

    @Test func whoIsCancelledInTheQueueMakesRoomAtOnce() async throws {
        let pool = HashingPool(workers: 1, queue: 1)
        let gate = DispatchSemaphore(value: 0)
        async let first = pool.run {
            gate.wait()
            return 1
        }
        try await Self.until { pool.load.running == 1 }
        let second = Task { try await pool.run { 2 } }
        try await Self.until { pool.load.waiting == 1 }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        #expect(pool.load.waiting == 0)
        async let third = pool.run { 3 }
        try await Self.until { pool.load.waiting == 1 }
        gate.signal()
        #expect(try await [first, third] == [1, 3])
    }

    @Test func whoWasCancelledBeforeNeverBegins() async throws {
        let pool = HashingPool(workers: 1, queue: 1)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await pool.run { 1 }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("a hundred hashes at once leave the house able to answer, and each is right or told to come back")
    func aFlood() async throws {
        let hasher = PasswordHasher(
            cost: HashingCost(memory: 4096, passes: 1, lanes: 1), pool: HashingPool(workers: 2, queue: PasswordHasher.queue))
        let kept = try await hasher.hash("the right password")
        let (right, busy) = try await withThrowingTaskGroup(of: PasswordVerdict?.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    do {
                        return try await hasher.verify("the right password", against: kept)
                    } catch is PasswordsBusy {
                        return nil
                    }
                }
            }
            var counts = (right: 0, busy: 0)
            for try await verdict in group {
                if verdict == .right { counts.right += 1 } else if verdict == nil { counts.busy += 1 }
            }
            return counts
        }
        #expect(right + busy == 100)
        #expect(right >= PasswordHasher.queue)
    }

    /// Waits for what another thread does in its own time.
    private static func until(_ isSo: @Sendable () -> Bool) async throws {
        while !isSo() { try await Task.sleep(for: .milliseconds(2)) }
    }
}
