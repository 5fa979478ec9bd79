import KinoraDocuments
import KinoraKernel

extension CatalogueEditor {
    /// Describes a film anew. The words are asked for again when somebody else wrote the film meanwhile, so that two who describe it at
    /// once do not take each other's back.
    /// - Parameter words: given the film as it stands; nil for no change.
    package func describe(film id: FilmID, _ words: (Film) async throws -> Description?) async throws {
        let rule = try await ages.rule()
        try await films.revise(id.rawValue) { film in
            guard let description = try await words(film), description != film.description else { return nil }
            var film = film
            film.description = description
            return film.settled(age: rule.age(of: description))
        }
    }

    /// The same for a series. Its episodes follow where it is now for another age.
    package func describe(series id: SeriesID, _ words: (Series) async throws -> Description?) async throws {
        let rule = try await ages.rule()
        var isForOthers = false
        try await series.revise(id.rawValue) { series in
            guard let description = try await words(series), description != series.description else { return nil }
            isForOthers = rule.age(of: description) != rule.age(of: series.description)
            var series = series
            series.description = description
            return series
        }
        if isForOthers { try await ages.settle(series: id.rawValue) }
    }

    /// The same for an episode.
    package func describe(episode id: EpisodeID, _ words: (Episode) async throws -> Description?) async throws {
        let rule = try await ages.rule()
        var isForOthers: SeriesID?
        try await episodes.revise(id.rawValue) { episode in
            guard let description = try await words(episode), description != episode.description else { return nil }
            var described = episode
            described.description = description
            let age = try await ages.age(of: description, in: episode.series, by: rule)
            isForOthers = age == episode.minimumAge ? nil : episode.series
            return described.settled(age: age)
        }
        if let isForOthers { try await relist(isForOthers) }
    }

    /// The same for a season, of which title, plot, poster and their origin are kept. One that does not exist is left alone.
    package func describe(season number: Int, of series: SeriesID, _ words: (Season) async throws -> Season?) async throws {
        let place: Filter = .and([.equal("series", .string(series.rawValue)), .equal("number", .int(Int64(number)))])
        guard let known = try await seasons.first(place) else { return }
        try await seasons.revise(known.id, words)
    }

    static let mostRaces = 50
}
