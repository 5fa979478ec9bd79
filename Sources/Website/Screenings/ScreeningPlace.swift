import Foundation
import KinoraCatalogue
import KinoraKernel
import KinoraViewing

/// The addresses of screenings, as values.
package enum ScreeningPlace: Hashable, Sendable {
    case all
    /// The form for another, which begins with a film or an episode.
    case new(Screening.Feature?)
    case one(ScreeningID)
    /// For a calendar (RFC 5545).
    case calendar(ScreeningID)
    /// Where it stands, for players.
    case state(ScreeningID)
    /// Where its host pauses, goes on, winds …
    case control(ScreeningID)
    case remove(ScreeningID)
    /// The player, in step with the others.
    case seat(ScreeningID, Screening.Feature)

    /// How a route spells the address.
    enum Pattern: String, CaseIterable {
        case all = "/screenings"
        case new = "/screenings/new"
        case one = "/screenings/{screening}"
        case calendar = "/screenings/{screening}/calendar"
        case state = "/screenings/{screening}/state"
        case control = "/screenings/{screening}/control"
        case remove = "/screenings/{screening}/remove"
    }

    /// Path and query, ready for an `href`.
    package var address: String {
        switch self {
        case .all: "/screenings"
        case .new(let feature): "/screenings/new" + (feature.map { "?first=\($0.formText)" } ?? "")
        case .one(let id): "/screenings/\(id)"
        case .calendar(let id): "/screenings/\(id)/calendar"
        case .state(let id): "/screenings/\(id)/state"
        case .control(let id): "/screenings/\(id)/control"
        case .remove(let id): "/screenings/\(id)/remove"
        case .seat(let id, let feature):
            switch feature.kind {
            case .episode: Place.watchEpisode(EpisodeID(feature.id), version: nil).address + "?screening=\(id)"
            case .film, .extra: Place.watchFilm(FilmID(feature.id), version: nil).address + "?screening=\(id)"
            }
        }
    }
}

extension Screening.Feature {
    /// How a form names it: `film.…`, `episode.…`. Names of documents are letters and digits; others cannot be named so.
    var formText: String { "\(kind.rawValue).\(id.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })" }
}
