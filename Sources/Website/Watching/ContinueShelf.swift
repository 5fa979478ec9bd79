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

    /// Asks one question about the history, and at most four about each of `most` titles.
    init(_ history: WatchHistory, _ shelves: Shelves, profile: String, _ words: Words) async throws {
        var cards: [Card] = []
        var seen: Set<String> = []
        for progress in try await history.latest(Self.looked, by: profile) where progress.isUnderWay || progress.isWatched {
            guard cards.count < Self.most else { break }
            guard seen.insert(progress.title).inserted else { continue }
            switch progress.kind {
            case .film:
                guard progress.isUnderWay, let film = try await shelves.film(FilmID(progress.feature)) else { continue }
                cards.append(Card(continuing: film, progress, words))
            case .episode:
                guard let card = try await Self.episode(progress, history, shelves, words) else { continue }
                cards.append(card)
            }
        }
        self.cards = cards
    }

    private static func episode(_ progress: Progress, _ history: WatchHistory, _ shelves: Shelves, _ words: Words) async throws -> Card? {
        guard let episode = try await shelves.episode(EpisodeID(progress.feature)),
            let series = try await shelves.series(episode.value.series)
        else { return nil }
        if progress.isUnderWay { return Card(continuing: episode, of: series, progress, words) }
        guard let next = try await shelves.next(after: episode.value) else { return nil }
        let known = try await history.progress(of: next.id, by: progress.profile)
        guard known?.isWatched != true else { return nil }
        return Card(continuing: next, of: series, known, words)
    }
}
