import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraViewing

/// What a profile watched: each feature with how far, newest first, and a way to forget it.
struct HistoryPage: Sendable {
    let lines: [Line]
    let isEmpty: Bool
    let clear = Place.historyClear.address
    let newer: String?
    let older: String?
    /// Whether nothing is written down any more.
    let isOff: Bool

    struct Line: Sendable {
        /// Nil where the title is gone, or not for this viewer's eyes.
        let address: String?
        let title: String
        let meta: String
        let progress: CardProgress?
        /// Nil where there is nothing left to mark.
        let mark: MarkForm?
        let remove: String
        let removeLabel: String
    }

    static let perPage = 50
    static let mostPages = 1000

    init(_ history: WatchHistory, _ shelves: Shelves, profile: String, page: Int, isOff: Bool, _ words: Words) async throws {
        let page = min(max(1, page), Self.mostPages)
        let found = try await history.latest(Self.perPage + 1, by: profile, skip: (page - 1) * Self.perPage)
        var lines: [Line] = []
        for progress in found.prefix(Self.perPage) { lines.append(try await Self.line(progress, shelves, words)) }
        self.lines = lines
        self.isOff = isOff
        isEmpty = lines.isEmpty
        newer = page > 1 ? Place.history(page: page - 1).address : nil
        older = found.count > Self.perPage ? Place.history(page: page + 1).address : nil
    }

    private static func line(_ progress: Progress, _ shelves: Shelves, _ words: Words) async throws -> Line {
        var (title, address, code): (String?, String?, String?) = (nil, nil, nil)
        switch progress.kind {
        case .extra: break
        case .film:
            if let film = try await shelves.film(FilmID(progress.feature)) {
                title = film.value.description.shownTitle(words)
                address = Place.film(FilmID(film.id)).address
            }
        case .episode:
            if let episode = try await shelves.episode(EpisodeID(progress.feature)),
                let series = try await shelves.series(episode.value.series)
            {
                title = series.value.description.shownTitle(words)
                code = "\(episode.value.code(words)) · \(episode.value.description.shownTitle(words))"
                address = Place.season(episode.value.series, episode.value.season).address
            }
        }
        let day = words.day(progress.lastAt)
        let shown = title ?? words(.historyGone)
        var mark = address.map { _ in MarkForm(progress.kind, progress.feature, title: shown, progress, words) }
        mark?.back = "history"
        return Line(
            address: address, title: shown, meta: [code, day].compactMap(\.self).joined(separator: " · "),
            progress: CardProgress(progress, words), mark: mark, remove: Place.historyRemove(progress.kind, progress.feature).address,
            removeLabel: words(.historyRemoveThis, [shown, code].compactMap(\.self).joined(separator: " · ")))
    }
}
