import KinoraDocuments
import KinoraKernel

extension CatalogueEditor {
    /// Lists a title whose beginning can be watched. One that has something else to play is left as it is. Costs two small questions where
    /// nothing changes.
    package func offer(_ early: EarlyFeature) async throws {
        let belongs: Filter = .equal("sources", .string(early.source))
        if let film = try await films.first(belongs) {
            guard film.value.versions.isEmpty, film.value.early != early else { return }
            try await films.change(film.id) { [time] film in
                guard film.versions.isEmpty else { return }
                film.early = early
                film.isListed = true
                film.listedAt = film.listedAt ?? time.now
            }
        } else if let episode = try await episodes.first(belongs) {
            guard episode.value.versions.isEmpty, episode.value.early != early else { return }
            try await episodes.change(episode.id) { [time] episode in
                guard episode.versions.isEmpty else { return }
                episode.early = early
                episode.isListed = true
                episode.listedAt = episode.listedAt ?? time.now
            }
            try await relist(episode.value.series)
        } else {
            return
        }
        try await reconcile()
    }

    /// Takes back what was offered of a source. A title that has nothing else is no longer listed.
    package func withdrawEarly(_ source: String) async throws {
        let belongs: Filter = .and([.equal("sources", .string(source)), .equal("early.source", .string(source))])
        var isChanged = false
        for film in try await films.find(Query(belongs)) {
            try await films.change(film.id) { film in
                film.early = nil
                film.isListed = !film.versions.isEmpty
                if !film.isListed { film.listedAt = nil }
            }
            isChanged = true
        }
        for episode in try await episodes.find(Query(belongs)) {
            try await episodes.change(episode.id) { episode in
                episode.early = nil
                episode.isListed = !episode.versions.isEmpty
                if !episode.isListed { episode.listedAt = nil }
            }
            try await relist(episode.value.series)
            isChanged = true
        }
        if isChanged { try await reconcile() }
    }
}
