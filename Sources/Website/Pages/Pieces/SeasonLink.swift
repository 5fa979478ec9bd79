import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// A season as a card.
struct SeasonLink: Sendable {
    let address: String
    let title: String
    let meta: String
    let poster: Poster

    init(_ shelf: SeasonShelf, of series: SeriesID, _ words: Words) {
        address = Place.season(series, shelf.number).address
        title = shelf.title(words)
        meta = words.count(shelf.episodes.count, one: .oneEpisode, many: .manyEpisodes)
        poster = Poster(
            title: title, poster: shelf.season?.poster, scene: shelf.episodes.first?.value.description.backdrop,
            versions: shelf.episodes.first?.value.versions ?? [])
    }
}
