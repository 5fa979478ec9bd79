import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraViewing

@Suite("How much was watched lately", .timeLimit(.minutes(10)))
struct WatchTrendTests {
    @Test func isSummedByDayAndKeptForAWhile() async throws {
        let time = StoppedTime(at: Moment(milliseconds: 1_760_000_000_000))
        let store = MemoryStore(time: time)
        try await store.prepare([Watch.schema])
        let trend = WatchTrend(store: store, time: time)
        func watch(_ number: Int, seconds: Double, daysAgo: Int) -> Watch {
            let at = time.now - .seconds(86_400 * daysAgo)
            return Watch(
                profile: "p", feature: "f", kind: .film, title: "f", sitting: "sitting\(number)", number: 0, seconds: seconds, position: 0,
                completion: 0, startedAt: at, lastAt: at, device: .computer)
        }
        _ = try await Records<Watch>(in: store).append([
            watch(1, seconds: 60, daysAgo: 0), watch(2, seconds: 30, daysAgo: 0), watch(3, seconds: 7, daysAgo: 2),
            watch(4, seconds: 1000, daysAgo: 40),
        ])

        #expect(try await trend.days(3).seconds == [7, 0, 90])
        _ = try await Records<Watch>(in: store).append([watch(5, seconds: 10, daysAgo: 0)])
        #expect(try await trend.days(3).seconds == [7, 0, 90])
        time.advance(by: .seconds(301))
        #expect(try await trend.days(3).seconds == [7, 0, 100])
        #expect(try await !trend.days(3).isCut)
    }
}
