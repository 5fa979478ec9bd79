import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraViewing

/// What a profile may go on with: what it stopped in the middle of, and of series of which it finished an episode the next one.
struct ContinueShelf: Sendable {
    let cards: [Card]

    static let most = 20
    /// Features that are looked at, the newest first.
    private static let looked = 80

    /// Asks one question about the history, two about titles, and at most four about each of `most` titles.
    init(_ history: WatchHistory, _ shelves: Shelves, profile: String, _ press: CardPress) async throws {
        var cards: [Card] = []
        var seen: Set<String> = []
        let latest = try await history.latest(Self.looked, by: profile).filter { progress in
            progress.isUnderWay || (progress.isWatched && progress.kind == .episode)
        }
        let titles = try await shelves.titles(named: latest.map(\.title))
        for progress in latest {
            guard cards.count < Self.most else { break }
            // Titles that became one are shown once.
            let standing = titles.films[progress.title]?.id ?? titles.series[progress.title]?.id ?? progress.title
            guard seen.insert(standing).inserted else { continue }
            switch progress.kind {
            case .extra: continue
            case .film:
                guard progress.isUnderWay, let film = titles.films[progress.feature] else { continue }
                let whole = try await Self.whole(progress, film.watchedNames, history)
                guard whole.isUnderWay else { continue }
                cards.append(press.card(continuing: film, whole))
            case .episode:
                guard let card = try await Self.episode(progress, history, shelves, titles, press) else { continue }
                cards.append(card)
            }
        }
        self.cards = cards
    }

    private static func episode(
        _ progress: Progress, _ history: WatchHistory, _ shelves: Shelves, _ titles: NamedTitles, _ press: CardPress
    ) async throws -> Card? {
        guard let episode = try await shelves.episode(EpisodeID(progress.feature)),
            let series = titles.series[episode.value.series.rawValue] ?? titles.series[progress.title]
        else { return nil }
        let whole = try await Self.whole(progress, episode.watchedNames, history)
        if whole.isUnderWay { return press.card(continuing: episode, of: series, whole) }
        guard whole.isWatched, let next = try await shelves.next(after: episode.value) else { return nil }
        let known = try await history.progress(joined: next.watchedNames, by: progress.profile)
        guard known?.isWatched != true else { return nil }
        return press.card(continuing: next, of: series, known)
    }

    /// With what was watched of features that became the same one.
    private static func whole(_ progress: Progress, _ names: [String], _ history: WatchHistory) async throws -> Progress {
        guard names.count > 1 else { return progress }
        return try await history.progress(joined: names, by: progress.profile) ?? progress
    }
}
