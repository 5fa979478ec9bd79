import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import KinoraViewing

/// A film: what it is about, who made it, and the button that plays it.
struct FilmPage: Sendable {
    private(set) var banner: Banner
    let poster: Poster
    let originalTitle: String?
    let genres: [DirectoryPageView.Choice]
    let countries: String?
    let credits: Credits
    let languages: Languages
    /// Only where there is more than one.
    let versions: VersionList?
    /// Only where there are any.
    private(set) var extras: ExtraList?
    let notice: String?
    /// Said of a film that is being prepared; the page asks for it again and again.
    let growing: String?
    let progress: CardProgress?
    let watchedForm: MarkForm
    var suggestions = Suggestions()
    var listButton: ListButton?
    /// Where it is described; nil for those who have no part in that.
    var edit: String?
    /// Where addresses for other players are copied; nil where there are none.
    var elsewhere: String?
    /// The picture of the graph around it; nil for those who have no part in it.
    var graph: String?
    /// What belongs together with it.
    var collection: Row?
    /// How to get it, where it is not open to the viewer.
    var offers: [FormPage.Link] = []
    /// Where a screening of it is set; nil for those who may not.
    var screen: String?
    /// Where something that is said in it is looked for.
    var saidForm: SaidForm?

    /// - Parameters:
    ///   - job: what prepares it, while it is being prepared.
    ///   - closed: why nobody can play it at present; nil where it can be played.
    init(_ film: Stored<Film>, _ job: Job? = nil, closed: WatchDenial? = nil, _ progress: Progress?, _ words: Words) {
        let id = FilmID(film.id)
        let description = film.value.description
        let best = film.value.versions.first
        banner = Banner(
            description, picture: Picture(stillOf: film.value.versions, as: .banner),
            meta: [
                description.year.map { String($0) }, film.value.shownDuration.map { words.length(milliseconds: $0) },
                description.shownCertificate,
                (best?.height ?? film.value.early?.height).map { words(.lines, String($0)) },
            ],
            play: closed == nil ? .init(address: Place.watchFilm(id, version: nil).address, label: words(.play)) : nil, words: words)
        poster = Poster(film.value, words, label: words(.posterOf, banner.title))
        originalTitle = description.shownOriginalTitle
        genres = description.genres.map {
            .init(label: $0, address: Place.films(DirectoryChoice(genre: $0)).address, isChosen: false)
        }
        countries = description.countries.isEmpty ? nil : description.countries.joined(separator: ", ")
        credits = Credits(description.credits)
        languages = Languages(
            audio: best?.audioLanguages ?? film.value.early?.audioLanguages ?? [],
            text: best?.textLanguages ?? film.value.early?.textLanguages ?? [], words)
        let all = film.value.versions.enumerated().map { index, version in
            VersionLink(version, number: index + 1, place: .watchFilm(id, version: version.package), words)
        }
        versions = all.count > 1 && closed == nil ? VersionList(links: all) : nil
        self.progress = CardProgress(progress, words)
        watchedForm = MarkForm(.film, film.id, progress, words)
        let isMissing = film.value.versions.allSatisfy { $0.missingSince != nil }
        growing = closed == nil ? GrowthNotice(film.value, job, words).text : nil
        notice = closed.map(words.denial) ?? (growing == nil && isMissing ? words(.originalMissing) : nil)
    }

    /// - Parameter isClosed: whether the film cannot be played; then trailers alone can.
    mutating func show(_ all: [Stored<Extra>], isClosed: Bool, _ words: Words) {
        let shown = isClosed ? all.filter { $0.value.kind == .trailer } : all
        extras = ExtraList(shown, words)
        banner.trailer = ExtraList.trailer(shown, words)
    }
}
