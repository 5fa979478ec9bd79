import KinoraKernel

/// What a video is, as its owner says: it wins over everything that names and other files say.
package struct Correction: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable { case film, episode }

    package var kind: Kind
    /// The film's title, or the episode's, which may be missing.
    package var title: String?
    /// When the film came out, or the series began.
    package var year: Int?
    package var series: String?
    /// 0 for specials.
    package var season: Int?
    package var episode: Int?
    /// The last number, where the file holds several episodes.
    package var lastEpisode: Int?
    /// Names at providers, of the film or the series: `["tmdb": "27205"]`.
    package var ids: [String: String] = [:]

    package static func film(_ title: String, year: Int?, ids: [String: String] = [:]) -> Correction {
        Correction(kind: .film, title: title, year: year, ids: ids)
    }

    package static func episode(
        of series: String, year: Int? = nil, season: Int, _ episode: Int, through last: Int? = nil, title: String? = nil
    ) -> Correction {
        Correction(kind: .episode, title: title, year: year, series: series, season: season, episode: episode, lastEpisode: last)
    }

    /// The longest title, in characters.
    package static let longestTitle = 200
    package static let years = 1870...2100
    package static let numbers = 0...99_999

    /// The names' reading with the owner's words in the place of what they correct. Edition, version and part stay the names'.
    func applied(to understanding: Understanding) -> Understanding {
        var corrected = understanding
        corrected.doubts = []
        corrected.explainedDoubts = []
        corrected.readings = []
        corrected.isUnsure = false
        corrected.year = year
        let isSame = understanding.kind == (kind == .film ? .film : .episode)
        switch kind {
        case .film:
            if !isSame || Folded.text(understanding.title ?? "") != Folded.text(title ?? "") { corrected.ids = [:] }
            corrected.kind = .film
            corrected.title = title
            (corrected.series, corrected.season, corrected.episode, corrected.lastEpisode) = (nil, nil, nil, nil)
        case .episode:
            if !isSame || Folded.text(understanding.series ?? "") != Folded.text(series ?? "") { corrected.ids = [:] }
            corrected.kind = .episode
            corrected.series = series
            corrected.season = season
            corrected.episode = episode
            corrected.lastEpisode = lastEpisode
            corrected.title = title ?? (isSame ? understanding.title : nil)
        }
        if !ids.isEmpty { corrected.ids = ids }
        (corrected.episodes, corrected.absolute, corrected.date) = (nil, nil, nil)
        return corrected
    }

    /// What the description of the film or the episode takes from it.
    var facts: Facts {
        var facts = Facts()
        facts.title = title
        if kind == .film {
            facts.year = year
            facts.ids = ids
        }
        return facts
    }
}
