import KinoraDocuments
import KinoraKernel

extension CatalogueEditor {
    /// Describes a film anew. The words are asked for again when somebody else wrote the film meanwhile, so that two who describe it at
    /// once do not take each other's back.
    /// - Parameter words: given the film as it stands; nil for no change.
    package func describe(film id: FilmID, _ words: (Film) async throws -> Description?) async throws {
        try await describe(films, id.rawValue, \.description, words)
    }

    /// The same for a series.
    package func describe(series id: SeriesID, _ words: (Series) async throws -> Description?) async throws {
        try await describe(series, id.rawValue, \.description, words)
    }

    /// The same for an episode.
    package func describe(episode id: EpisodeID, _ words: (Episode) async throws -> Description?) async throws {
        try await describe(episodes, id.rawValue, \.description, words)
    }

    /// The same for a season, of which title, plot, poster and their origin are kept. One that does not exist is left alone.
    package func describe(season number: Int, of series: SeriesID, _ words: (Season) async throws -> Season?) async throws {
        let place: Filter = .and([.equal("series", .string(series.rawValue)), .equal("number", .int(Int64(number)))])
        guard let known = try await seasons.first(place) else { return }
        try await rewrite(seasons, known.id) { season in
            guard let described = try await words(season), described != season else { return nil }
            return described
        }
    }

    private func describe<R: Record>(
        _ records: Records<R>, _ id: String, _ place: WritableKeyPath<R, Description>, _ words: (R) async throws -> Description?
    ) async throws {
        try await rewrite(records, id) { title in
            guard let description = try await words(title), description != title[keyPath: place] else { return nil }
            var title = title
            title[keyPath: place] = description
            return title
        }
    }

    /// One that is gone is left alone.
    private func rewrite<R: Record>(_ records: Records<R>, _ id: String, _ rule: (R) async throws -> R?) async throws {
        for _ in 0..<Self.mostRaces {
            guard let found = try await records.read(id), let value = try await rule(found.value) else { return }
            do {
                _ = try await records.replace(id, with: value, ifMatch: found.etag)
                return
            } catch StoreError.changed {
                continue
            } catch StoreError.missing {
                return
            }
        }
        throw StoreError.unavailable("the title \(id) is changed too often")
    }

    private static let mostRaces = 50
}
