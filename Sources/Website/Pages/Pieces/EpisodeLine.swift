import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import KinoraViewing

/// An episode in a list.
struct EpisodeLine: Sendable {
    let address: String
    let code: String
    let title: String
    let plot: String?
    let length: String?
    /// Whether it is still being prepared, in words.
    let mark: String?
    let still: Picture?
    /// For episodes without a still.
    let classes: String
    let progress: CardProgress?
    let watchedForm: MarkForm
    /// See `FilmPage.edit`.
    let edit: String?
    let editLabel: String
    /// See `FilmPage.elsewhere`.
    let elsewhere: String?
    let elsewhereLabel: String
    /// See `FilmPage.screen`.
    var screen: String?
    let screenLabel: String
    /// What of it a screening would play; nil where nothing is prepared.
    let feature: Screening.Feature?

    /// - Parameter goesElsewhere: whether addresses for other players are given out.
    init(_ episode: Stored<Episode>, _ progress: Progress?, mayEdit: Bool, goesElsewhere: Bool = false, _ words: Words) {
        let value = episode.value
        address = Place.watchEpisode(EpisodeID(episode.id), version: nil).address
        code = value.code(words)
        title = value.description.shownTitle(words)
        plot = value.description.plot
        length = value.shownDuration.map { words.length(milliseconds: $0) }
        mark = value.isEarly ? words(.earlyMark) : nil
        still =
            Picture(value.description.backdrop ?? value.description.poster, as: .still)
            ?? Picture(stillOf: value.versions, as: .still)
        classes = TypeSetting.classes(for: title)
        self.progress = CardProgress(progress, words)
        edit = mayEdit ? Place.edit(.episode(EpisodeID(episode.id))).address : nil
        editLabel = words(.editThis, "\(code) · \(title)")
        elsewhere = goesElsewhere && !value.versions.isEmpty ? Place.elsewhere(.episode, episode.id).address : nil
        elsewhereLabel = words(.elsewhereOf, "\(code) · \(title)")
        screenLabel = words(.screeningOfEpisode, "\(code) · \(title)")
        feature = value.versions.first.map { Screening.Feature(.episode, episode.id, length: $0.duration) }
        watchedForm = MarkForm(.episode, episode.id, title: "\(code) · \(title)", progress, words)
    }
}

extension Episode {
    /// `S1 E2`, or `S1 E2–3` where one file holds several; what has no number bears its season's name.
    func code(_ words: Words) -> String {
        guard isNumbered else { return season == 0 ? words(.specials) : words(.season, String(season)) }
        guard let lastNumber, lastNumber > number else { return words(.episodeCode, String(season), String(number)) }
        return words(.episodesCode, String(season), String(number), String(lastNumber))
    }
}

extension SeasonShelf {
    /// The season's own title, else its number in words.
    func title(_ words: Words) -> String {
        season?.title?.onOneLine(atMost: Description.longestTitle) ?? (number == 0 ? words(.specials) : words(.season, String(number)))
    }
}
