import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia

/// A film: what it is about, who made it, and the button that plays it.
struct FilmPage: Sendable {
    let banner: Banner
    let poster: Poster
    let originalTitle: String?
    let genres: [DirectoryPageView.Choice]
    let countries: String?
    let credits: Credits
    let languages: Languages
    /// Only where there is more than one.
    let versions: VersionList?
    let notice: String?

    init(_ film: Stored<Film>, _ words: Words) {
        let id = FilmID(film.id)
        let description = film.value.description
        let best = film.value.versions.first
        banner = Banner(
            description, picture: Picture(stillOf: film.value.versions, as: .banner),
            meta: [
                description.year.map { String($0) }, best.map { words.length(milliseconds: $0.duration) }, description.shownCertificate,
                best.map { words(.lines, String($0.height)) },
            ],
            play: .init(address: Place.watchFilm(id, version: nil).address, label: words(.play)), words: words)
        poster = Poster(film.value, words, label: words(.posterOf, banner.title))
        originalTitle = description.shownOriginalTitle
        genres = description.genres.map {
            .init(label: $0, address: Place.films(DirectoryChoice(genre: $0)).address, isChosen: false)
        }
        countries = description.countries.isEmpty ? nil : description.countries.joined(separator: ", ")
        credits = Credits(description.credits)
        languages = Languages(best, words)
        let all = film.value.versions.enumerated().map { index, version in
            VersionLink(version, number: index + 1, place: .watchFilm(id, version: version.package), words)
        }
        versions = all.count > 1 ? VersionList(links: all) : nil
        notice = film.value.versions.allSatisfy({ $0.missingSince != nil }) ? words(.originalMissing) : nil
    }
}
