import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraViewing

/// A series: what it is about, its seasons, and the episodes of the first.
struct SeriesPage: Sendable {
    private(set) var banner: Banner
    let poster: Poster
    let originalTitle: String?
    let genres: [DirectoryPageView.Choice]
    let credits: Credits
    /// Only where there is more than one.
    let seasons: SeasonList?
    let firstSeason: String
    /// See `FilmPage.extras`.
    private(set) var extras: ExtraList?
    let episodes: [EpisodeLine]
    var suggestions = Suggestions()
    var listButton: ListButton?
    /// How to get it, where it is not open to the viewer.
    var offers: [FormPage.Link] = []
    /// See `FilmPage.edit`.
    var edit: String?
    /// The picture of the graph around it; nil for those who have no part in it.
    var graph: String?

    init(
        _ series: Stored<Series>, _ shelves: [SeasonShelf], _ progress: [String: Progress],
        mayEdit: Bool = false, goesElsewhere: Bool = false, _ press: CardPress
    ) {
        let words = press.words
        let id = SeriesID(series.id)
        let description = series.value.description
        let first = shelves.first?.episodes.first
        let play = first.map { first in
            Banner.Link(
                address: Place.watchEpisode(EpisodeID(first.id), version: nil).address,
                label: words(.playFirst, first.value.code(words)))
        }
        banner = Banner(
            description,
            picture: first.flatMap {
                Picture($0.value.description.backdrop, as: .banner) ?? Picture(stillOf: $0.value.versions, as: .banner)
            },
            meta: [
                description.year.map { String($0) }, words.count(shelves.count, one: .oneSeason, many: .manySeasons),
                words.count(shelves.map(\.episodes.count).reduce(0, +), one: .oneEpisode, many: .manyEpisodes),
                description.shownCertificate,
            ],
            play: play, words: words)
        poster = Poster(series.value, words, label: words(.posterOf, banner.title))
        originalTitle = description.shownOriginalTitle
        genres = description.genres.map {
            .init(label: $0, address: Place.seriesDirectory(DirectoryChoice(genre: $0)).address, isChosen: false)
        }
        credits = Credits(description.credits)
        seasons = shelves.count > 1 ? SeasonList(cards: press.print(shelves.map { press.card($0, of: id) })) : nil
        firstSeason = shelves.first.map { $0.title(words) } ?? words(.episodes)
        episodes =
            shelves.first?.episodes.map {
                EpisodeLine($0, $0.progress(in: progress), mayEdit: mayEdit, goesElsewhere: goesElsewhere, words)
            } ?? []
    }

    mutating func show(_ all: [Stored<Extra>], _ words: Words) {
        extras = ExtraList(all, words)
        banner.trailer = ExtraList.trailer(all, words)
    }
}
