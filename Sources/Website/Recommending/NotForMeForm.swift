import KinoraCatalogue
import KinoraKernel

/// The button that says of a title that it is not for the viewer, or is after all.
struct NotForMeForm: Sendable {
    let action: String
    /// What it will then be: `yes` or `no`.
    let value: String
    let label: String
    /// `home` where the button stands on the first page.
    let back: String

    init(_ title: TitleName, isUnwanted: Bool, comesBackHome: Bool = false, _ words: Words) {
        action = Place.notForMe(title).address
        value = isUnwanted ? "no" : "yes"
        label = words(isUnwanted ? .forMeAfterAll : .notForMe)
        back = comesBackHome ? "home" : ""
    }
}

/// A film or a series, by its name among the documents.
package enum TitleName: Hashable, Sendable {
    case film(FilmID)
    case series(SeriesID)

    var id: String {
        switch self {
        case .film(let id): id.rawValue
        case .series(let id): id.rawValue
        }
    }

    /// Its page.
    var place: Place {
        switch self {
        case .film(let id): .film(id)
        case .series(let id): .series(id)
        }
    }
}
