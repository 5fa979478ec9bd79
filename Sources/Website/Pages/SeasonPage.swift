import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraViewing

/// A season: all of its episodes, and the way to the others.
struct SeasonPage: Sendable {
    let series: Banner.Link
    let title: String
    let count: String
    let plot: String?
    let seasons: [DirectoryPageView.Choice]
    private(set) var episodes: [EpisodeLine]
    /// How to get it, where it is not open to the viewer.
    var offers: [FormPage.Link] = []
    /// Where something that is said in its episodes is looked for.
    var saidForm: SaidForm?
    /// Where its pictures are chosen; nil for those who have no part in that.
    var pictures: String?

    /// Lets whoever looks at it set screenings of its episodes.
    mutating func offerScreenings() {
        for place in episodes.indices { episodes[place].screen = episodes[place].feature.map { ScreeningPlace.new($0).address } }
    }

    /// Nil where the series has no such season.
    init?(
        _ series: Stored<Series>, _ shelves: [SeasonShelf], number: Int, _ progress: [String: Progress], mayEdit: Bool = false,
        goesElsewhere: Bool = false,
        _ words: Words
    ) {
        guard let shelf = shelves.first(where: { $0.number == number }) else { return nil }
        let id = SeriesID(series.id)
        self.series = .init(address: Place.series(id).address, label: series.value.description.shownTitle(words))
        title = shelf.title(words)
        count = words.count(shelf.episodes.count, one: .oneEpisode, many: .manyEpisodes)
        plot = shelf.season?.plot
        seasons = shelves.map {
            .init(label: $0.title(words), address: Place.season(id, $0.number).address, isChosen: $0.number == number)
        }
        episodes = shelf.episodes.map { EpisodeLine($0, $0.progress(in: progress), mayEdit: mayEdit, goesElsewhere: goesElsewhere, words) }
    }
}
