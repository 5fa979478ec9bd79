import KinoraDocuments
import KinoraKernel
import Synchronization

/// Counts what becomes of recommended titles.
///
/// 1. What a page shows, what is opened, started and finished is noted in memory, and written every few seconds (`keep`): one document for each
///    profile that did something (`RecommendedTrail`), however many pages it looked at. Nothing is written for what is shown again.
/// 2. There it is seen which row a title was opened from, whichever process showed it. Each step counts once.
/// 3. What is counted is added up: a number for each day, kind of row and step (`RecommendedDay`). No such document says who it was.
///
/// Whoever is killed loses what was noted since the last writing, a few seconds.
package final class RecommendedBook: Sendable {
    package typealias Page = RecommendedTrail.Page

    private struct Key: Hashable {
        var day: Int
        var row: String
        var step: RecommendedDay.Step
    }

    private struct State {
        var news: [String: RecommendedNews] = [:]
        var counts: [Key: Int] = [:]
    }

    private let days: Records<RecommendedDay>
    private let trails: Records<RecommendedTrail>
    private let time: any TimeSource
    private let followable: @Sendable ([String]) async throws -> Set<String>
    private let state = Mutex(State())

    /// Viewers of whom something is noted at a time; of more, steps are not counted.
    static let mostViewers = 2000
    /// Between two writings.
    private static let pause = Duration.seconds(5)
    private static let patience = Duration.seconds(30)
    /// Between two looks for what is too old.
    private static let sweepEvery = 720
    private static let removedAtOnce = 200
    private static let day: Int64 = 86_400_000

    /// - Parameter followable: of these profiles, those of which a trail may be kept: they are there, and want to be remembered.
    package init(
        store: any DocumentStore, time: any TimeSource,
        followable: @escaping @Sendable ([String]) async throws -> Set<String> = { Set($0) }
    ) {
        days = Records(in: store)
        trails = Records(in: store)
        self.time = time
        self.followable = followable
    }

    // MARK: - Counting

    /// A page with a row was shown.
    package func show(_ titles: [String], in row: String, on page: Page = .home, to profile: String) {
        let now = time.now
        state.withLock { state in
            state.counts[Self.key(row, .shown, now), default: 0] += titles.count
            Self.note(profile, in: &state) { news in
                for title in titles { news.show(title, in: row, on: page, at: now) }
            }
        }
    }

    /// A title's page was opened from a page with rows.
    package func open(_ title: String, from page: Page = .home, by profile: String) { step(title, .opened(page), by: profile) }

    /// It is played.
    package func start(_ title: String, by profile: String) { step(title, .started, by: profile) }

    /// Something was watched: counts as finished where it was watched to its end; of a series, an episode.
    package func note(_ entry: WatchEntry) {
        guard entry.completion >= FeatureUsage.asGoodAsWhole else { return }
        step(entry.title, .finished, by: entry.profile)
    }

    private func step(_ title: String, _ kind: RecommendedNews.Kind, by profile: String) {
        let now = time.now
        state.withLock { state in
            Self.note(profile, in: &state) { $0.add(.init(title: title, kind: kind, at: now)) }
        }
    }

    private static func note(_ profile: String, in state: inout State, _ change: (inout RecommendedNews) -> Void) {
        guard state.news[profile] != nil || state.news.count < mostViewers else { return }
        change(&state.news[profile, default: RecommendedNews()])
    }

    private static func key(_ row: String, _ step: RecommendedDay.Step, _ now: Moment) -> Key {
        Key(day: Int(now.milliseconds / day), row: row, step: step)
    }

    // MARK: - Writing and reading

    /// Writes every few seconds, and once more when its task is cancelled.
    package func run() async {
        var round = 0
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.pause)
            // What cannot be written stays, and is tried again.
            try? await keep()
            if round % Self.sweepEvery == 0 { try? await sweep() }
            round += 1
        }
        _ = await Task { try? await self.keep() }.value
    }

    /// Adds what was noted to the documents. Several processes may do so at once.
    package func keep() async throws {
        let trouble: (any Error)?
        do {
            try await keepTrails()
            trouble = nil
        } catch {
            trouble = error
        }
        // Sums do not wait for what is in the way of trails.
        try await keepCounts()
        if let trouble { throw trouble }
    }

    private func keepTrails() async throws {
        var news = state.withLock { state in
            defer { state.news = [:] }
            return state.news
        }
        guard !news.isEmpty else { return }
        do {
            let known = try await followable(Array(news.keys))
            for (profile, steps) in news {
                if known.contains(profile) {
                    if let counts = try await merge(steps, into: profile) { count(counts) } else { wait(with: steps, of: profile) }
                } else {
                    _ = try await trails.delete(profile)
                }
                news[profile] = nil
            }
        } catch {
            let left = news
            state.withLock { state in
                for (profile, steps) in left { Self.note(profile, in: &state) { $0.putBack(steps) } }
            }
            throw error
        }
    }

    /// - Returns: nil where nobody has written yet what it could be part of.
    private func merge(_ steps: RecommendedNews, into profile: String) async throws -> [RecommendedTrail.Count]? {
        let now = time.now
        do {
            return try await trails.amend(profile) { $0.take(steps, at: now) }
        } catch StoreError.unreadable {
            // Nobody's trail is worth stopping for.
            _ = try await trails.delete(profile)
            return nil
        } catch StoreError.missing {
            guard steps.isBeginning else { return nil }
            return try await trails.change(profile, startingFrom: RecommendedTrail(profile: profile)) { $0.take(steps, at: now) }
        }
    }

    /// The process that showed the title, or opened its page, may write a moment later.
    private func wait(with steps: RecommendedNews, of profile: String) {
        let late = steps.since(time.now - Self.patience)
        guard !late.steps.isEmpty else { return }
        state.withLock { state in Self.note(profile, in: &state) { $0.putBack(late) } }
    }

    private func count(_ counts: [RecommendedTrail.Count]) {
        guard !counts.isEmpty else { return }
        state.withLock { state in
            for count in counts { state.counts[Self.key(count.row, count.step, count.at), default: 0] += 1 }
        }
    }

    private func keepCounts() async throws {
        var counts = state.withLock { state in
            defer { state.counts = [:] }
            return state.counts
        }
        do {
            for (name, keys) in Dictionary(grouping: counts.keys, by: { RecommendedDay.name($0.day, $0.row) }) {
                guard let first = keys.first else { continue }
                let added = keys.map { ($0.step, counts[$0] ?? 0) }
                try await days.change(name, startingFrom: RecommendedDay(day: first.day, row: first.row)) { day in
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

    /// Removes what is too old to be followed, whoever wrote it.
    package func sweep() async throws {
        let now = time.now
        while true {
            let old = try await trails.find(Query(.lessThan("until", .date(now)), limit: Self.removedAtOnce))
            for trail in old {
                do {
                    _ = try await trails.delete(trail.id, ifMatch: trail.etag)
                } catch StoreError.changed {
                    // Somebody came back meanwhile.
                }
            }
            if old.count < Self.removedAtOnce { return }
        }
    }

    /// Forgets what a profile was shown and what it did with it. What was counted bears no name and stays.
    package func forget(_ profile: String) async throws {
        state.withLock { $0.news[profile] = nil }
        _ = try await trails.delete(profile)
    }

    /// The last days, today among them, in no order.
    package func days(_ count: Int) async throws -> (days: [RecommendedDay], today: Int) {
        try await keep()
        let today = Int(time.now.milliseconds / Self.day)
        var found: [RecommendedDay] = []
        for try await day in days.all(.atLeast("day", .int(Int64(today - count + 1)))) { found.append(day.value) }
        return (found, today)
    }
}
