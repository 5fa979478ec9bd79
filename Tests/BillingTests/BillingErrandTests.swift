import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Synchronization
import Testing

@Suite("What is done about payments without being asked", .timeLimit(.minutes(10)))
struct BillingErrandTests {
    private struct Surprise: Error {}

    private final class Kept: Sendable {
        let asked = Mutex(0)
        let troubles = Mutex<[String]>([])
    }

    @Test func whatNobodyExpectedIsToldAndTriedAgainUntilTheHouseCloses() async throws {
        let world = try await World()
        try await world.subscribe(World.month)
        let failures: [any Error] = [BillingRefusal.noSuchThing, Surprise(), Surprise()]
        let kept = Kept()
        let (rounds, round) = AsyncStream.makeStream(of: Int.self)
        var errands = world.billing.errands
        errands.pause = .milliseconds(1)

        let work = Task { [errands] in
            try await errands.run(isGone: { _ in
                // Ten minutes later everything open is looked at again.
                world.time.advance(by: .seconds(700))
                let number = kept.asked.withLock { count in
                    count += 1
                    return count
                }
                if number <= failures.count { throw failures[number - 1] }
                round.yield(number)
                return false
            }) { news in
                if case .trouble(let sentence) = news { kept.troubles.withLock { $0.append(sentence) } }
            }
        }
        for await _ in rounds { break }
        work.cancel()

        await #expect(throws: CancellationError.self) { try await work.value }
        let troubles = kept.troubles.withLock { $0 }
        #expect(troubles.count == 2, "the same is told once: \(troubles)")
        #expect(troubles.first?.contains("noSuchThing") == true && troubles.last?.contains("Surprise") == true)
    }
}
