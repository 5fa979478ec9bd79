import KinoraDocuments
import KinoraKernel

/// Keeps the ages of titles true to what is said of them.
///
/// A film's age follows from its description, an episode's from its own and its series', a series' from its listed episodes. Whoever writes a
/// description writes the age with it. What was written by others (programs over the Video API, an earlier Kinora), or in between, is put
/// right here: after every change (`Registers`), and for all titles when the rule has changed. Titles without an age are not there for
/// children, so a late look hides rather than shows. Where nothing changes, nothing is written.
struct AgeKeeper: Sendable {
    private let store: any DocumentStore
    private let films: Records<Film>
    private let series: Records<Series>
    private let seasons: Records<Season>
    private let episodes: Records<Episode>
    private let stamps: Records<AgeStamp>

    init(store: any DocumentStore) {
        self.store = store
        films = Records(in: store)
        series = Records(in: store)
        seasons = Records(in: store)
        episodes = Records(in: store)
        stamps = Records(in: store)
    }

    /// The rule of the house.
    func rule() async throws -> AgeRule { AgeRule(country: try await stamps.read(AgeStamp.id)?.value.country) }

    // MARK: - Single titles

    func settle(film id: String) async throws {
        let rule = try await rule()
        try await films.revise(id) { $0.settled(age: rule.age(of: $0.description)) }
    }

    func settle(episode id: String) async throws {
        let rule = try await rule()
        try await episodes.revise(id) { $0.settled(age: try await age(of: $0.description, in: $0.series, by: rule)) }
    }

    /// A series with all its episodes.
    func settle(series id: String) async throws {
        let rule = try await rule()
        let own = try await series.read(id).flatMap { rule.age(of: $0.value.description) }
        for try await episode in episodes.all(.equal("series", .string(id))) {
            let age = Self.stricter(rule.age(of: episode.value.description), own)
            guard episode.value.settled(age: age) != episode.value else { continue }
            try await settle(episode: episode.id)
        }
        try await series.revise(id) { try await sum(of: $0, id) }
        for season in try await seasons.find(Query(.equal("series", .string(id)))) {
            try await seasons.revise(season.id) { $0.settled() }
        }
    }

    /// The age of an episode that is described so.
    func age(of description: Description, in id: SeriesID, by rule: AgeRule) async throws -> Int? {
        let own = try await series.read(id.rawValue).flatMap { rule.age(of: $0.value.description) }
        return Self.stricter(rule.age(of: description), own)
    }

    /// A series with what its listed episodes add up to.
    func sum(of series: Series, _ id: String) async throws -> Series {
        let listed: Filter = .and([.equal("series", .string(id)), .equal("isListed", true)])
        let lowest = try await episodes.first(.and([listed, .atLeast("minimumAge", 0)]), sort: [.ascending("minimumAge")])
        let unrated = try await episodes.first(.and([listed, .equal("minimumAge", .null)]))
        var series = series
        series.minimumAge = lowest?.value.minimumAge
        series.hasUnrated = unrated == nil ? nil : true
        series.isListed = lowest != nil || unrated != nil
        series.pictures = series.description.pictures
        return series
    }

    private static func stricter(_ one: Int?, _ other: Int?) -> Int? { [one, other].compactMap(\.self).max() }

    // MARK: - All titles

    /// Looks at every title once if the rule is another than the one by which they were made. Can be repeated, and killed.
    func settleAll(by rule: AgeRule) async throws {
        let wanted = AgeStamp(version: AgeRule.version, country: rule.country, isSettled: true)
        guard try await stamps.read(AgeStamp.id)?.value != wanted else { return }
        // New titles are written by the new rule from here on.
        var begun = wanted
        begun.isSettled = false
        let stamp = begun
        try await stamps.change(AgeStamp.id, startingFrom: stamp) { $0 = stamp }
        for try await film in films.all() where film.value.settled(age: rule.age(of: film.value.description)) != film.value {
            try await settle(film: film.id)
        }
        for try await title in series.all() { try await settle(series: title.id) }
        try await stamps.change(AgeStamp.id) { if $0 == stamp { $0.isSettled = true } }
    }
}

extension Film {
    func settled(age: Int?) -> Film {
        var film = self
        film.minimumAge = age
        film.packages = versions.map(\.package.rawValue)
        film.pictures = description.pictures
        return film
    }
}

extension Episode {
    func settled(age: Int?) -> Episode {
        var episode = self
        episode.minimumAge = age
        episode.packages = versions.map(\.package.rawValue)
        episode.pictures = description.pictures
        return episode
    }
}

extension Season {
    func settled() -> Season {
        var season = self
        season.pictures = Artwork.marks(poster)
        return season
    }
}
