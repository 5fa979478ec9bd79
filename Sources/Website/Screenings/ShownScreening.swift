import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraViewing

/// A screening all of whose features a viewer may see, with what they are called.
struct ShownScreening: Sendable {
    let id: ScreeningID
    let screening: Screening
    let madeAt: Moment
    let features: [Feature]

    struct Feature: Sendable {
        let feature: Screening.Feature
        let title: String
        /// The page that describes it.
        let place: Place
    }

    var title: String { features.map(\.title).joined(separator: ", ") }

    /// Nil where something of it is not there for this viewer.
    init?(_ stored: Stored<Screening>, on shelves: Shelves, _ words: Words) async throws {
        var features: [Feature] = []
        for feature in stored.value.features {
            guard let shown = try await Self.shown(feature, on: shelves, words) else { return nil }
            features.append(shown)
        }
        var screening = stored.value
        screening.features = features.map(\.feature)
        (id, self.screening, madeAt, self.features) = (ScreeningID(stored.id), screening, stored.createdAt, features)
    }

    static func shown(_ feature: Screening.Feature, on shelves: Shelves, _ words: Words) async throws -> Feature? {
        switch feature.kind {
        case .film:
            guard let film = try await shelves.film(FilmID(feature.id)), film.value.shownDuration != nil else { return nil }
            // A film that became a part of another is that.
            let found = Screening.Feature(.film, film.id, length: feature.length)
            return Feature(feature: found, title: film.value.description.shownTitle(words), place: .film(FilmID(film.id)))
        case .episode:
            guard let episode = try await shelves.episode(EpisodeID(feature.id)), episode.value.shownDuration != nil,
                let series = try await shelves.series(episode.value.series)
            else { return nil }
            let found = Screening.Feature(.episode, episode.id, length: feature.length)
            return Feature(
                feature: found, title: "\(series.value.description.shownTitle(words)) \(episode.value.code(words))",
                place: .season(episode.value.series, episode.value.season))
        case .extra: return nil
        }
    }
}
