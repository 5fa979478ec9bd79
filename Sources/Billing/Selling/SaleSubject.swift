import KinoraCatalogue
import KinoraKernel

/// What terms can be set for and what can be bought: a film, a collection of films, an episode, a season, a series. Also the name of its terms'
/// document.
package struct SaleSubject: Hashable, Sendable, Codable, RawRepresentable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    /// A subject as an address or a form names it; nil for what names none.
    package init?(typed text: String?) {
        guard let text, text.utf8.count <= 120,
            text.wholeMatch(of: /(film|episode|series|collection)\/[0-9a-z]{1,40}|season\/[0-9a-z]{1,40}\/[0-9]{1,6}/) != nil
        else { return nil }
        rawValue = text
    }

    package static func film(_ id: FilmID) -> SaleSubject { SaleSubject(rawValue: "film/\(id)") }
    package static func collection(_ id: CollectionID) -> SaleSubject { SaleSubject(rawValue: "collection/\(id)") }
    package static func episode(_ id: EpisodeID) -> SaleSubject { SaleSubject(rawValue: "episode/\(id)") }
    package static func series(_ id: SeriesID) -> SaleSubject { SaleSubject(rawValue: "series/\(id)") }
    package static func season(_ id: SeriesID, _ number: Int) -> SaleSubject { SaleSubject(rawValue: "season/\(id)/\(number)") }

    package var description: String { rawValue }

    /// The collection that this is; nil for anything else.
    package var collection: CollectionID? {
        rawValue.hasPrefix("collection/") ? CollectionID(String(rawValue.dropFirst("collection/".count))) : nil
    }

    /// The series that a season belongs to; nil for anything else.
    package var seriesOfSeason: SaleSubject? {
        let parts = rawValue.split(separator: "/")
        return parts.count == 3 && parts[0] == "season" ? SaleSubject(rawValue: "series/\(parts[1])") : nil
    }

    /// A film and the collection to which it belongs, as things stand: whoever holds a collection may play what comes into it later.
    package static func chain(_ id: FilmID, of film: Film) -> [SaleSubject] { chain(id, in: film.description.collectionID) }

    package static func chain(_ id: FilmID, in collection: CollectionID?) -> [SaleSubject] {
        [.film(id)] + (collection.map { [.collection($0)] } ?? [])
    }

    /// An episode, its season, its series: the first of them that has terms decides, and whoever holds one of them may play it.
    package static func chain(_ id: EpisodeID, of episode: Episode) -> [SaleSubject] { chain(id, of: episode.series, episode.season) }

    package static func chain(_ id: EpisodeID, of series: SeriesID, _ season: Int) -> [SaleSubject] {
        [.episode(id), .season(series, season), .series(series)]
    }
}
