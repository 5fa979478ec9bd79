import KinoraDocuments
import KinoraKernel

/// The only writer of titles. Every step is one document, and can be repeated: a film is never half there.
package struct CatalogueEditor: Sendable {
    private let films: Records<Film>
    private let series: Records<Series>
    private let seasons: Records<Season>
    private let episodes: Records<Episode>
    private let time: any TimeSource

    package static let schemas = [Film.schema, Series.schema, Season.schema, Episode.schema]

    package init(store: any DocumentStore, time: any TimeSource) {
        films = Records(in: store)
        series = Records(in: store)
        seasons = Records(in: store)
        episodes = Records(in: store)
        self.time = time
    }

    /// Puts a source with its film: the one it belonged to before, else the one of the same title and year, else a new one.
    /// What was described before is described anew; what can be played stays.
    package func place(film description: Description, source: String) async throws -> FilmID {
        let key = TitleKey.of(description.title, year: description.year)
        if let known = try await films.first(.equal("sources", .string(source))) {
            return try await describe(film: known.id, as: description, key: key, adding: source)
        }
        if let same = try await films.first(.equal("key", .string(key)), sort: [.ascending("createdAt")]) {
            return try await describe(film: same.id, as: description, key: key, adding: source)
        }
        let film = Film(description: description, key: key, versions: [], sources: [source], isListed: false)
        return FilmID(try await films.insert(film, id: FilmID.make().rawValue).id)
    }

    private func describe(film id: String, as description: Description, key: String, adding source: String) async throws -> FilmID {
        try await films.change(id) { film in
            film.description = description
            film.key = key
            if !film.sources.contains(source) { film.sources.append(source) }
        }
        return FilmID(id)
    }

    /// Finds or makes a series; a description that says more than the present one takes its place.
    package func place(series description: Description) async throws -> SeriesID {
        let key = TitleKey.of(description.title, year: description.year)
        if let known = try await series.first(.equal("key", .string(key))) {
            try await series.change(known.id) { $0.description = description }
            return SeriesID(known.id)
        }
        let made = Series(description: description, key: key, isListed: false)
        do {
            return SeriesID(try await series.insert(made, id: SeriesID.make().rawValue).id)
        } catch StoreError.notUnique {
            return try await place(series: description)
        }
    }

    /// Finds or makes a season of a series.
    package func place(season number: Int, of series: SeriesID, title: String?, plot: String?, poster: Artwork?) async throws {
        if let known = try await seasons.first(.and([.equal("series", .string(series.rawValue)), .equal("number", .int(Int64(number)))])) {
            try await seasons.change(known.id) { season in
                season.title = title ?? season.title
                season.plot = plot ?? season.plot
                season.poster = poster ?? season.poster
            }
            return
        }
        let season = Season(series: series, number: number, title: title, plot: plot, poster: poster)
        do {
            _ = try await seasons.insert(season)
        } catch StoreError.notUnique {}
    }

    /// Puts a source with its episode. A source that was another episode before (a corrected name) leaves that one.
    package func place(
        episode number: Int, through lastNumber: Int?, season: Int, of series: SeriesID, description: Description, source: String
    ) async throws -> EpisodeID {
        let place: Filter = .and([
            .equal("series", .string(series.rawValue)), .equal("season", .int(Int64(season))), .equal("number", .int(Int64(number))),
        ])
        let former = try await episodes.first(.equal("sources", .string(source)))
        if let known = try await episodes.first(place) {
            if let former, former.id != known.id { try await take(source, from: former.id, to: known.id) }
            try await episodes.change(known.id) { episode in
                episode.description = description
                episode.lastNumber = lastNumber
                if !episode.sources.contains(source) { episode.sources.append(source) }
            }
            return EpisodeID(known.id)
        }
        if let former, former.value.sources == [source] {
            try await episodes.change(former.id) { episode in
                episode.series = series
                episode.season = season
                episode.number = number
                episode.lastNumber = lastNumber
                episode.description = description
            }
            return EpisodeID(former.id)
        }
        let episode = Episode(
            series: series, season: season, number: number, lastNumber: lastNumber, description: description, versions: [],
            sources: [source], isListed: false)
        do {
            let id = try await episodes.insert(episode, id: EpisodeID.make().rawValue).id
            if let former { try await take(source, from: former.id, to: id) }
            return EpisodeID(id)
        } catch StoreError.notUnique {
            return try await self.place(
                episode: number, through: lastNumber, season: season, of: series, description: description, source: source)
        }
    }

    private func take(_ source: String, from former: String, to target: String) async throws {
        let moved = try await episodes.change(former) { episode -> [Playable] in
            let moved = episode.versions.filter { $0.source == source }
            episode.versions.removeAll { $0.source == source }
            episode.sources.removeAll { $0 == source }
            episode.isListed = !episode.versions.isEmpty
            return moved
        }
        try await episodes.change(target) { [time] episode in
            for playable in moved where !episode.versions.contains(playable) { episode.versions.append(playable) }
            if !moved.isEmpty && !episode.isListed {
                episode.isListed = true
                episode.listedAt = episode.listedAt ?? time.now
            }
        }
    }

    /// Makes what was prepared visible: one write to the film or episode that the source belongs to.
    /// - Returns: whether the source belongs to a title.
    @discardableResult
    package func publish(_ playable: Playable) async throws -> Bool {
        if let film = try await films.first(.equal("sources", .string(playable.source))) {
            try await films.change(film.id) { [time] film in
                film.versions = Self.adding(playable, to: film.versions)
                film.isListed = true
                film.listedAt = film.listedAt ?? time.now
            }
            return true
        }
        if let episode = try await episodes.first(.equal("sources", .string(playable.source))) {
            try await episodes.change(episode.id) { [time] episode in
                episode.versions = Self.adding(playable, to: episode.versions)
                episode.isListed = true
                episode.listedAt = episode.listedAt ?? time.now
            }
            try await series.change(episode.value.series.rawValue) { [time] series in
                series.isListed = true
                series.listedAt = series.listedAt ?? time.now
            }
            return true
        }
        return false
    }

    /// The version with the tallest picture comes first; a source has one version.
    private static func adding(_ playable: Playable, to versions: [Playable]) -> [Playable] {
        let others = versions.filter { $0.source != playable.source }
        return (others + [playable]).sorted { ($0.height, $1.source) > ($1.height, $0.source) }
    }

    /// Notes that the original of what was prepared is gone, or back (nil). What was prepared plays on.
    package func mark(source: String, missingSince moment: Moment?) async throws {
        let belongs: Filter = .equal("sources", .string(source))
        for film in try await films.find(Query(belongs)) {
            try await films.change(film.id) { Self.mark(&$0.versions, source, moment) }
        }
        for episode in try await episodes.find(Query(belongs)) {
            try await episodes.change(episode.id) { Self.mark(&$0.versions, source, moment) }
        }
    }

    private static func mark(_ versions: inout [Playable], _ source: String, _ moment: Moment?) {
        for index in versions.indices where versions[index].source == source { versions[index].missingSince = moment }
    }
}
