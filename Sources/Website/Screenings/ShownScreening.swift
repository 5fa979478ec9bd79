import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraViewing

/// A screening all of whose features a viewer may see, with what they are called. Those that are not in the house any more are among them: with
/// them it does not take place, and whoever waits for it is told.
struct ShownScreening: Sendable {
    let id: ScreeningID
    let screening: Screening
    let madeAt: Moment
    let features: [Feature]

    struct Feature: Sendable {
        let feature: Screening.Feature
        let title: String
        /// The page that describes it; nil where it is not in the house any more.
        let place: Place?
    }

    var title: String { features.map(\.title).joined(separator: ", ") }

    /// What is not in the house any more.
    var gone: [String] { features.filter { $0.place == nil }.map(\.title) }

    /// Where it stands; one of which something is gone does not take place, as if it were over.
    func state(at now: Moment) -> ScreeningCourse.State { gone.isEmpty ? screening.state(at: now) : .over }

    /// Whether it would play or come, if nothing of it were gone.
    func isCalledOff(at now: Moment) -> Bool { !gone.isEmpty && screening.state(at: now) != .over }

    /// Nil where something of it is not for this viewer. Of what is gone nobody can tell from which age on it was, so it is for grown-ups.
    init?(_ stored: Stored<Screening>, on shelves: Shelves, _ words: Words) async throws {
        var features: [Feature] = []
        for feature in stored.value.features {
            if let shown = try await Self.shown(feature, on: shelves, words) {
                features.append(shown)
            } else if shelves.viewers.isLimited {
                return nil
            } else {
                features.append(Feature(feature: feature, title: feature.title ?? words(.screeningNameless), place: nil))
            }
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
