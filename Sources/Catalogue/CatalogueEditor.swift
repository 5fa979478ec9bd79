import KinoraDocuments
import KinoraKernel

/// The only writer of titles. Every step is one document, and can be repeated: a film is never half there.
package struct CatalogueEditor: Sendable {
    package let films: Records<Film>
    let series: Records<Series>
    let seasons: Records<Season>
    package let episodes: Records<Episode>
    package let extras: Records<Extra>
    package let superseded: Records<Superseded>
    let registers: Registers
    let ages: AgeKeeper
    package let time: any TimeSource

    package static let schemas = [
        HomePlan.schema,
        Film.schema, Series.schema, Season.schema, Episode.schema, Person.schema, Genre.schema, Bookmark.schema,
        Superseded.schema, Marks.schema, AgeStamp.schema, Extra.schema,
    ]

    package init(store: any DocumentStore, time: any TimeSource) {
        films = Records(in: store)
        series = Records(in: store)
        seasons = Records(in: store)
        episodes = Records(in: store)
        extras = Records(in: store)
        superseded = Records(in: store)
        ages = AgeKeeper(store: store)
        registers = Registers(store: store, time: time, ages: ages)
        self.time = time
    }

    /// Brings people and genres up to date with what is listed, whoever wrote it. Costs two small questions where nothing changed.
    ///
    /// Publishing and retiring do it themselves; after placing, whoever placed does it once for all titles.
    package func reconcile() async throws {
        try await registers.reconcile()
    }

    /// Puts a source with its film: the one it belonged to before, else the one of the same title and year, else a new one.
    ///
    /// A film whose only file was renamed stays the same film, described anew. One of several versions whose file was renamed to another
    /// film leaves this one and takes what was prepared along.
    /// - Parameters:
    ///   - version: see `Playable.version`.
    ///   - keepingWords: whether a film that stands already keeps its description, because the caller describes it next.
    package func place(
        film description: Description, source: String, version: String? = nil, keepingWords: Bool = false
    ) async throws -> FilmID {
        let key = TitleKey.of(description.title, year: description.year)
        let former = try await films.first(.equal("sources", .string(source)))
        let id: String
        if let heir = try await heir(ofFilm: key, after: former?.id), heir.id != former?.id {
            id = heir.id
        } else if let former, former.value.key == key || former.value.otherKeys.contains(key) {
            id = former.id
        } else if let same = try await films.first(.equal("key", .string(key)), sort: [.ascending("createdAt")]) {
            id = same.id
        } else if let former, former.value.sources == [source] {
            id = former.id
        } else {
            let film = Film(description: description, key: key, versions: [], sources: [source], isListed: false)
            id = try await insert(film, of: source, leaving: former)
        }
        let rule = try await ages.rule()
        try await films.amend(id) { film in
            if !keepingWords { film.description = description }
            film.minimumAge = rule.age(of: film.description)
            if !film.otherKeys.contains(key) { film.key = key }
            if !film.sources.contains(source) { film.sources.append(source) }
            Self.name(&film.versions, source, version)
        }
        try await withdraw(source, exceptFrom: id, as: version)
        return FilmID(id)
    }

    /// A film that leaves another has the name again that it had before it came there.
    private func insert(_ film: Film, of source: String, leaving former: Stored<Film>?) async throws -> String {
        guard let former, let name = Self.formerName(of: source, in: former.value.absorbed) else {
            return try await films.insert(film, id: FilmID.make().rawValue).id
        }
        try await films.change(former.id) { film in film.absorbed.removeAll { $0.id == name } }
        do {
            return try await films.insert(film, id: name).id
        } catch StoreError.exists {
            return try await films.insert(film, id: FilmID.make().rawValue).id
        }
    }

    /// Finds or makes a series, and describes it anew. One that another took in is that other one, which keeps its own words.
    /// - Parameter name: what its files and folders call it, which tells it from others; nil where that is its title. So a series whose
    ///   title is corrected in an NFO file stays the same.
    package func place(series description: Description, named name: String? = nil, keepingWords: Bool = false) async throws -> SeriesID {
        let key = TitleKey.of(name ?? description.title, year: description.year)
        if let heir = try await series.first(.equal("otherKeys", .string(key))) { return SeriesID(heir.id) }
        if let known = try await series.first(.equal("key", .string(key))) {
            if !keepingWords { try await describe(series: SeriesID(known.id)) { _ in description } }
            return SeriesID(known.id)
        }
        do {
            let made = Series(description: description, key: key, isListed: false)
            return SeriesID(try await series.insert(made, id: SeriesID.make().rawValue).id)
        } catch StoreError.notUnique {
            return try await place(series: description, named: name, keepingWords: keepingWords)
        }
    }

    /// The years of the series that bear a title; empty where one bears it without a year, or none does.
    package func years(ofSeries title: String) async throws -> [Int] {
        let plain = TitleKey.of(title, year: nil)
        let bears: Filter = .or([
            .equal("key", .string(plain)), .and([.atLeast("key", .string(plain + " (")), .lessThan("key", .string(plain + " )"))]),
        ])
        let found = try await series.find(Query(bears, limit: 100))
        return found.contains { $0.value.key == plain } ? [] : Array(Set(found.compactMap(\.value.description.year))).sorted()
    }

    /// Finds or makes a season of a series. What is nil here stays as it was.
    package func place(season number: Int, of series: SeriesID, title: String?, plot: String?, poster: Artwork?) async throws {
        let place: Filter = .and([.equal("series", .string(series.rawValue)), .equal("number", .int(Int64(number)))])
        if let known = try await seasons.first(place) {
            try await seasons.amend(known.id) { season in
                season.title = title ?? season.title
                season.plot = plot ?? season.plot
                season.poster = poster ?? season.poster
            }
            return
        }
        do {
            let made = Season(series: series, number: number, title: title, plot: plot, poster: poster, pictures: Artwork.marks(poster))
            _ = try await seasons.insert(made)
        } catch StoreError.notUnique {
            try await self.place(season: number, of: series, title: title, plot: plot, poster: poster)
        }
    }

    /// Puts a source with its episode. An episode whose only file was renamed stays the same episode with another number.
    package func place(
        episode number: Int, through lastNumber: Int?, season: Int, of series: SeriesID, description: Description, source: String,
        version: String? = nil, keepingWords: Bool = false
    ) async throws -> EpisodeID {
        let place: Filter = .and([
            .equal("series", .string(series.rawValue)), .equal("season", .int(Int64(season))), .equal("number", .int(Int64(number))),
        ])
        let former = try await episodes.first(.equal("sources", .string(source)))
        let id: String
        if let known = try await episodes.first(place) {
            id = known.id
        } else if let former, former.value.sources == [source] {
            id = former.id
        } else {
            let episode = Episode(
                series: series, season: season, number: number, lastNumber: lastNumber, description: description, versions: [],
                sources: [source], isListed: false)
            let name = former.flatMap { Self.formerName(of: source, in: $0.value.absorbed) }
            if let former, let name { try await episodes.change(former.id) { left in left.absorbed.removeAll { $0.id == name } } }
            do {
                id = try await episodes.insert(episode, id: name ?? EpisodeID.make().rawValue).id
            } catch StoreError.notUnique, StoreError.exists {
                return try await self.place(
                    episode: number, through: lastNumber, season: season, of: series, description: description, source: source,
                    version: version, keepingWords: keepingWords)
            }
        }
        try await episodes.amend(id) { episode in
            episode.series = series
            episode.season = season
            episode.number = number
            episode.lastNumber = lastNumber
            if !keepingWords { episode.description = description }
            if !episode.sources.contains(source) { episode.sources.append(source) }
            Self.name(&episode.versions, source, version)
        }
        try await ages.settle(episode: id)
        try await withdraw(source, exceptFrom: id, as: version)
        if let former, former.value.series != series {
            try await relist(former.value.series)
            try await relist(series)
        }
        return EpisodeID(id)
    }
}
