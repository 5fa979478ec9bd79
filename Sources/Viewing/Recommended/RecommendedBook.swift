import KinoraDocuments
import KinoraKernel
import Synchronization

/// Counts what becomes of recommended titles.
///
/// 1. What a page shows is remembered for an hour in memory, by viewer: which title stood in which kind of row.
/// 2. Opened from there, started and finished follow the title for a day, in memory too. Each step counts once.
/// 3. What is counted is added up in memory and written now and then (`keep`): a number for each day, kind of row and step. What is lost when
///    the process is killed is the last minute's numbers. No document says who it was.
package final class RecommendedBook: Sendable {
    /// Where rows stand: a title that is opened counts for the row on the page that it was opened from.
    package enum Page: Sendable { case home, title }

    private struct Place: Hashable {
        var page: Page
        var title: String
    }

    private struct Key: Hashable {
        var day: Int
        var row: String
        var step: RecommendedDay.Step
    }

    private struct Shown {
        /// The kind of row.
        var rows: [Place: String]
        var at: Moment
    }

    private struct Follow {
        var row: String
        var step: RecommendedDay.Step
        var at: Moment
    }

    private struct State {
        var shown: [String: Shown] = [:]
        var followed: [[String]: Follow] = [:]
        var counts: [Key: Int] = [:]
    }

    private let records: Records<RecommendedDay>
    private let time: any TimeSource
    private let state = Mutex(State())

    /// Viewers whose pages are remembered, and titles that are followed.
    static let mostViewers = 2000
    static let mostFollowed = 10_000
    private static let mostTitles = 200
    private static let shownFor = Duration.seconds(3600)
    private static let followedFor = Duration.seconds(86_400)
    /// Between two writings.
    private static let pause = Duration.seconds(60)
    private static let day: Int64 = 86_400_000

    package init(store: any DocumentStore, time: any TimeSource) {
        records = Records(in: store)
        self.time = time
    }

    // MARK: - Counting

    /// A page with a row was shown.
    package func show(_ titles: [String], in row: String, on page: Page = .home, to profile: String) {
        let now = time.now
        state.withLock { state in
            var shown = state.shown[profile] ?? Shown(rows: [:], at: now)
            if now.since(shown.at) > Self.shownFor || shown.rows.count > Self.mostTitles { shown.rows = [:] }
            for title in titles { shown.rows[Place(page: page, title: title)] = row }
            shown.at = now
            if state.shown.count >= Self.mostViewers, state.shown[profile] == nil {
                state.shown = state.shown.filter { now.since($0.value.at) <= Self.shownFor }
                if state.shown.count >= Self.mostViewers { state.shown = [:] }
            }
            state.shown[profile] = shown
            state.counts[key(row, .shown, now), default: 0] += titles.count
        }
    }

    /// A title's page was opened from a page with rows.
    package func open(_ title: String, from page: Page = .home, by profile: String) {
        let now = time.now
        state.withLock { state in
            guard let shown = state.shown[profile], now.since(shown.at) <= Self.shownFor,
                let row = shown.rows[Place(page: page, title: title)]
            else { return }
            guard state.followed[[profile, title]].map({ now.since($0.at) > Self.followedFor }) ?? true else { return }
            if state.followed.count >= Self.mostFollowed {
                state.followed = state.followed.filter { now.since($0.value.at) <= Self.followedFor }
                if state.followed.count >= Self.mostFollowed { state.followed = [:] }
            }
            state.followed[[profile, title]] = Follow(row: row, step: .opened, at: now)
            state.counts[key(row, .opened, now), default: 0] += 1
        }
    }

    /// It is played.
    package func start(_ title: String, by profile: String) { go(on: title, from: .opened, to: .started, profile) }

    /// Something was watched: counts as finished where it was watched to its end; of a series, an episode.
    package func note(_ entry: WatchEntry) {
        guard entry.completion >= FeatureUsage.asGoodAsWhole else { return }
        go(on: entry.title, from: .started, to: .finished, entry.profile)
    }

    private func go(on title: String, from former: RecommendedDay.Step, to step: RecommendedDay.Step, _ profile: String) {
        let now = time.now
        state.withLock { state in
            guard var follow = state.followed[[profile, title]], follow.step == former, now.since(follow.at) <= Self.followedFor else {
                return
            }
            follow.step = step
            state.followed[[profile, title]] = follow
            state.counts[key(follow.row, step, now), default: 0] += 1
        }
    }

    private func key(_ row: String, _ step: RecommendedDay.Step, _ now: Moment) -> Key {
        Key(day: Int(now.milliseconds / Self.day), row: row, step: step)
    }

    // MARK: - Writing and reading

    /// Writes now and then, and once more when its task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.pause)
            // What cannot be written stays, and is tried again.
            try? await keep()
        }
        _ = await Task { try? await self.keep() }.value
    }

    /// Adds what was counted to the documents. Several processes may do so at once.
    package func keep() async throws {
        var counts = state.withLock { state in
            defer { state.counts = [:] }
            return state.counts
        }
        do {
            for (name, keys) in Dictionary(grouping: counts.keys, by: { RecommendedDay.name($0.day, $0.row) }) {
                guard let first = keys.first else { continue }
                let added = keys.map { ($0.step, counts[$0] ?? 0) }
                try await records.change(name, startingFrom: RecommendedDay(day: first.day, row: first.row)) { day in
                    for (step, number) in added { day.add(number, step) }
                }
                for key in keys { counts[key] = nil }
            }
        } catch {
            let left = counts
            state.withLock { $0.counts.merge(left) { $0 + $1 } }
            throw error
        }
    }

    /// The last days, today among them, in no order.
    package func days(_ count: Int) async throws -> (days: [RecommendedDay], today: Int) {
        try await keep()
        let today = Int(time.now.milliseconds / Self.day)
        var found: [RecommendedDay] = []
        for try await day in records.all(.atLeast("day", .int(Int64(today - count + 1)))) { found.append(day.value) }
        return (found, today)
    }
}
