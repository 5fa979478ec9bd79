import KinoraCatalogue
import Mustache

/// What a template sees: the words as `t`, the frame's own values, and the page as `page`.
struct Scene: MustacheParent {
    let words: Words
    let assets: String
    /// The whole title of the window.
    let title: String
    let section: Section
    let page: Any
    /// Whose descriptions stand on these pages, as they want to be named.
    let attributions: [String]

    /// Which entry of the navigation the page belongs to.
    enum Section: String { case home, films, series, preparation, search, none }

    func child(named name: String) -> Any? {
        switch name {
        case "t": words
        case "assets": assets
        case "windowTitle": title
        case "page": page
        case "attributions": attributions
        case "inHome": section == .home
        case "inFilms": section == .films
        case "inSeries": section == .series
        case "inPreparation": section == .preparation
        case "inSearch": section == .search
        case "allFilms": Place.films(.init()).address
        case "allSeries": Place.seriesDirectory(.init()).address
        case "searchText": (page as? SearchPage)?.text ?? ""
        default: nil
        }
    }
}
