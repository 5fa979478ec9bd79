import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraViewing

/// A title in a row or a directory.
struct Card: Sendable {
    let address: String
    let title: String
    var meta: String
    let poster: Poster
    let progress: CardProgress?
    /// Nil for the way back to an episode.
    let name: TitleName?
    /// Why it is recommended, in one sentence.
    var reason: String?
    /// The way that leads to it.
    var why: WhyThis?

    init(_ film: Stored<Film>, progress: Progress? = nil, _ words: Words) {
        let description = film.value.description
        name = .film(FilmID(film.id))
        address = Place.film(FilmID(film.id)).address
        title = description.shownTitle(words)
        let length = film.value.shownDuration.map { words.length(milliseconds: $0) }
        meta = [description.year.map { String($0) }, length, film.value.isEarly ? words(.earlyMark) : nil].compactMap(\.self).joined(
            separator: " · ")
        poster = Poster(film.value, words)
        self.progress = CardProgress(progress, words)
    }

    init(_ series: Stored<Series>, _ words: Words) {
        let description = series.value.description
        name = .series(SeriesID(series.id))
        address = Place.series(SeriesID(series.id)).address
        title = description.shownTitle(words)
        meta = [description.year.map { String($0) }, words(.series)].compactMap(\.self).joined(separator: " · ")
        poster = Poster(series.value, words)
        progress = nil
    }

    init(_ title: SearchFindings.Title, _ words: Words) {
        switch title {
        case .film(let film): self.init(film, words)
        case .series(let series): self.init(series, words)
        }
    }

    /// A film that somebody stopped in the middle of: the card leads back there.
    init(continuing film: Stored<Film>, _ progress: Progress, _ words: Words) {
        name = .film(FilmID(film.id))
        address = Place.watchFilm(FilmID(film.id), version: nil).address
        title = film.value.description.shownTitle(words)
        meta = words.left(of: progress)
        poster = Poster(film.value, words)
        self.progress = CardProgress(progress, words)
    }

    /// The episode to go on with.
    /// - Parameter progress: nil where nothing of it was watched.
    init(continuing episode: Stored<Episode>, of series: Stored<Series>, _ progress: Progress?, _ words: Words) {
        name = nil
        address = Place.watchEpisode(EpisodeID(episode.id), version: nil).address
        title = series.value.description.shownTitle(words)
        let left = progress.flatMap { $0.isUnderWay ? words.left(of: $0) : nil } ?? words(.nextEpisode)
        meta = "\(episode.value.code(words)) · \(left)"
        poster = Poster(series.value, words)
        self.progress = CardProgress(progress, words)
    }
}

extension Description {
    /// Longer titles are cut, so that no page and no link is made of one title; in Unicode scalars.
    static let longestTitle = 300
    static let longestCertificate = 40

    /// The title on one line; a title of blanks alone gets a word that can be clicked.
    func shownTitle(_ words: Words) -> String {
        let line = title.onOneLine(atMost: Self.longestTitle)
        return line.allSatisfy(\.isWhitespace) ? words(.titleUnknown) : line
    }

    /// Nil where it would say the title again.
    var shownOriginalTitle: String? {
        originalTitle == title ? nil : originalTitle?.onOneLine(atMost: Self.longestTitle)
    }

    var shownCertificate: String? { certificate?.onOneLine(atMost: Self.longestCertificate) }
}
