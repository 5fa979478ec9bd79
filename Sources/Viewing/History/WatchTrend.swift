import KinoraDocuments
import KinoraKernel
import Synchronization

/// How long was watched on each of the last days, by everybody together. Reckoned anew when the last answer is older than `keep`: reading
/// thousands of facts for every look at a page would be dear.
package final class WatchTrend: Sendable {
    /// Seconds by day, the oldest first, today last. Days are those of UTC.
    package struct Days: Hashable, Sendable {
        package var seconds: [Double]
        /// Whether there were more facts than are read: the oldest days lack some.
        package var isCut: Bool
        var at: Moment
    }

    /// Facts that are read, the newest first.
    static let mostFacts = 20_000
    private static let keep = Duration.seconds(300)
    private static let day: Int64 = 86_400_000

    private let watches: Records<Watch>
    private let time: any TimeSource
    private let known = Mutex<Days?>(nil)

    package init(store: any DocumentStore, time: any TimeSource) {
        watches = Records(in: store)
        self.time = time
    }

    package func days(_ count: Int) async throws -> Days {
        let now = time.now
        if let known = known.withLock({ $0 }), known.seconds.count == count, now.since(known.at) < Self.keep { return known }
        let today = now.milliseconds / Self.day
        let beginning = Moment(milliseconds: (today - Int64(count) + 1) * Self.day)
        var days = Days(seconds: Array(repeating: 0, count: count), isCut: false, at: now)
        for skip in stride(from: 0, to: Self.mostFacts, by: Query.mostPerPage) {
            let query = Query(.atLeast("lastAt", .date(beginning)), sort: [.descending("lastAt")], skip: skip)
            let found = try await watches.find(query)
            for fact in found {
                let place = count - 1 - Int(today - fact.value.lastAt.milliseconds / Self.day)
                if days.seconds.indices.contains(place) { days.seconds[place] += fact.value.seconds }
            }
            guard found.count == Query.mostPerPage else { break }
            days.isCut = skip + Query.mostPerPage >= Self.mostFacts
        }
        let reckoned = days
        known.withLock { $0 = reckoned }
        return days
    }
}
