import KinoraCatalogue
import KinoraKernel

/// What terms can be set for and what can be bought: a film, an episode, a season, a series. Also the name of its terms' document.
package struct SaleSubject: Hashable, Sendable, Codable, RawRepresentable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static func film(_ id: FilmID) -> SaleSubject { SaleSubject(rawValue: "film/\(id)") }
    package static func episode(_ id: EpisodeID) -> SaleSubject { SaleSubject(rawValue: "episode/\(id)") }
    package static func series(_ id: SeriesID) -> SaleSubject { SaleSubject(rawValue: "series/\(id)") }
    package static func season(_ id: SeriesID, _ number: Int) -> SaleSubject { SaleSubject(rawValue: "season/\(id)/\(number)") }

    package var description: String { rawValue }

    /// A film alone.
    package static func chain(_ film: FilmID) -> [SaleSubject] { [.film(film)] }

    /// An episode, its season, its series: the first of them that has terms decides, and whoever holds one of them may play it.
    package static func chain(_ id: EpisodeID, of episode: Episode) -> [SaleSubject] {
        [.episode(id), .season(episode.series, episode.season), .series(episode.series)]
    }
}
