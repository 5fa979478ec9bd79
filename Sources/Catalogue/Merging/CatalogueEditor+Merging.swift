import KinoraDocuments
import KinoraKernel

/// Titles that are one.
///
/// 1. The one that stays writes down what it takes in (`AbsorbedTitle`): from then on whatever bears one of these names belongs to it, now
/// and at every scan, and old names among documents mean it. 2. The files are described anew, by whoever asked for it, and move. 3. What is
/// left without files is gone. Killed in between, the same is done by the next scan that describes the files, or by saying it again.
extension CatalogueEditor {
    /// - Parameter keys: what the names of its files spell, besides its own key.
    /// - Throws: `MergeTrouble`.
    package func absorb(_ id: FilmID, into heir: FilmID, keys: Set<String>) async throws {
        guard id != heir else { throw MergeTrouble.sameTitle }
        guard let film = try await films.read(id.rawValue)?.value, let standing = try await films.read(heir.rawValue)?.value else {
            throw MergeTrouble.unknownTitle
        }
        var absorbed = AbsorbedTitle(id: id.rawValue, title: film.description.title, year: film.description.year)
        // What it took in itself comes along with names of its own.
        absorbed.keys = [film.key] + keys.subtracting(film.otherKeys + [film.key]).sorted()
        guard !absorbed.keys.contains(standing.key) else { throw MergeTrouble.sameNames }
        absorbed.sources = film.sources
        absorbed.extras = try await extras.find(Query(.equal("film", .string(id.rawValue)))).map(\.id)
        try await films.change(heir.rawValue) { [absorbed] in $0.absorbed = Self.adding(absorbed, film.absorbed, to: $0.absorbed) }
        try await films.amend(id.rawValue) { $0.absorbed = [] }
    }

    /// - Parameter season: which season of the heir it is; nil where its seasons are the heir's.
    /// - Throws: `MergeTrouble`.
    package func absorb(_ id: SeriesID, into heir: SeriesID, asSeason season: Int?) async throws {
        guard id != heir else { throw MergeTrouble.sameTitle }
        guard let one = try await series.read(id.rawValue)?.value, try await series.read(heir.rawValue) != nil else {
            throw MergeTrouble.unknownTitle
        }
        let there = try await episodes(of: id)
        let seasons = Set(there.map(\.value.season).filter { $0 != 0 })
        guard season == nil || seasons.count <= 1 else { throw MergeTrouble.manySeasons }
        var absorbed = AbsorbedTitle(id: id.rawValue, title: one.description.title, year: one.description.year)
        absorbed.keys = [one.key]
        (absorbed.season, absorbed.onlySeason) = (season, season == nil ? nil : seasons.first)
        absorbed.sources = there.flatMap(\.value.sources)
        absorbed.extras = try await extras.find(Query(.equal("series", .string(id.rawValue)))).map(\.id)
        try await series.change(heir.rawValue) { [absorbed] in $0.absorbed = Self.adding(absorbed, one.absorbed, to: $0.absorbed) }
        try await series.amend(id.rawValue) { $0.absorbed = [] }
        for extra in absorbed.extras { try await extras.change(extra) { $0.belong(to: .series(heir, season: season)) } }
    }

    private static func adding(_ absorbed: AbsorbedTitle, _ others: [AbsorbedTitle], to known: [AbsorbedTitle]) -> [AbsorbedTitle] {
        let carried = others.map { other in
            var other = other
            if other.through == nil { other.through = absorbed.id }
            return other
        }
        let new = [absorbed] + carried
        return known.filter { known in !new.contains { $0.id == known.id } } + new
    }

    /// Makes a film again what it was before another took it in; it has no files yet.
    /// - Returns: what the names of files spell that are its own again.
    /// - Throws: `MergeTrouble`.
    @discardableResult
    package func release(_ id: FilmID, from heir: FilmID) async throws -> Set<String> {
        guard let standing = try await films.read(heir.rawValue)?.value else { throw MergeTrouble.unknownTitle }
        let (absorbed, rest, carried) = try Self.releasing(id.rawValue, from: standing.absorbed)
        var film = Film(
            description: Description(title: absorbed.title, year: absorbed.year), key: absorbed.keys[0], versions: [], sources: [],
            isListed: false)
        film.absorbed = Self.others(absorbed) + carried
        do {
            _ = try await films.insert(film, id: id.rawValue)
        } catch StoreError.exists {
            // Somebody was killed after this step; or some of its files never left it.
            try await films.amend(id.rawValue) { [film] in $0.absorbed = film.absorbed }
        }
        try await films.change(heir.rawValue) { film in
            film.absorbed = rest
        }
        for extra in absorbed.extras where try await extras.read(extra)?.value.film == heir {
            try await extras.change(extra) { $0.film = id }
        }
        return Set(absorbed.keys + carried.flatMap(\.keys))
    }

    /// The same of a series.
    package func release(_ id: SeriesID, from heir: SeriesID) async throws {
        guard let standing = try await series.read(heir.rawValue)?.value else { throw MergeTrouble.unknownTitle }
        let (absorbed, rest, carried) = try Self.releasing(id.rawValue, from: standing.absorbed)
        var one = Series(description: Description(title: absorbed.title, year: absorbed.year), key: absorbed.keys[0], isListed: false)
        one.absorbed = carried
        do {
            _ = try await series.insert(one, id: id.rawValue)
        } catch StoreError.exists, StoreError.notUnique {
            // A series stays among the documents when its episodes have left it.
            try await series.amend(id.rawValue) { $0.absorbed = carried }
        }
        try await series.change(heir.rawValue) { $0.absorbed = rest }
        for extra in absorbed.extras where try await extras.read(extra)?.value.series == heir {
            try await extras.change(extra) { $0.belong(to: .series(id, season: nil)) }
        }
    }

    private static func releasing(_ id: String, from known: [AbsorbedTitle]) throws -> (AbsorbedTitle, [AbsorbedTitle], [AbsorbedTitle]) {
        guard let absorbed = known.first(where: { $0.id == id && $0.isOwners }) else { throw MergeTrouble.notAbsorbed }
        var leaving: Set<String> = [id]
        while let more = known.first(where: { !leaving.contains($0.id) && $0.through.map(leaving.contains) == true }) {
            leaving.insert(more.id)
        }
        let rest = known.filter { !leaving.contains($0.id) }
        let carried = known.filter { $0.id != id && leaving.contains($0.id) }.map { other in
            var other = other
            if other.through == id { other.through = nil }
            return other
        }
        return (absorbed, rest, carried)
    }

    /// A film whose files were called differently goes on to be theirs.
    private static func others(_ absorbed: AbsorbedTitle) -> [AbsorbedTitle] {
        let keys = Array(absorbed.keys.dropFirst())
        guard !keys.isEmpty else { return [] }
        var other = AbsorbedTitle(id: absorbed.id + "-names", title: absorbed.title, year: absorbed.year)
        other.keys = keys
        // Nobody said it, so nobody can take it back.
        other.through = absorbed.id
        return [other]
    }

    /// Lists a series exactly when one of its episodes is listed, after these came or went.
    package func settleListing(of id: SeriesID) async throws { try await relist(id) }

    /// Removes a title to which nothing came back.
    package func dismissEmpty(_ id: FilmID) async throws {
        guard let film = try await films.read(id.rawValue), film.value.sources.isEmpty else { return }
        _ = try await films.delete(id.rawValue, ifMatch: film.etag)
    }

    /// All episodes of a series, at most `Shelves.mostEpisodes`.
    package func episodes(of id: SeriesID) async throws -> [Stored<Episode>] {
        var found: [Stored<Episode>] = []
        for try await episode in episodes.all(.equal("series", .string(id.rawValue))) where found.count < Shelves.mostEpisodes {
            found.append(episode)
        }
        return found
    }

    /// What a series keeps of one that it took in; nil for one of another name.
    package func absorbed(_ name: String, year: Int?, by id: SeriesID) async throws -> AbsorbedTitle? {
        let key = TitleKey.of(name, year: year)
        return try await series.read(id.rawValue)?.value.absorbed.first { $0.keys.contains(key) }
    }

    /// The film that took in whatever bears a key, or the one that a file belonged to.
    func heir(ofFilm key: String, after former: String?) async throws -> Stored<Film>? {
        if let heir = try await films.first(.equal("otherKeys", .string(key))) { return heir }
        guard let former else { return nil }
        return try await films.first(.equal("aliases", .string(former)))
    }

    /// Notes on the title that stays that a file's title went up in it, so that the old name leads on.
    func noteGone(_ film: Stored<Film>, _ source: String, in heir: String) async throws {
        try await films.amend(heir) { heir in
            guard !heir.aliases.contains(film.id) else { return }
            var gone = AbsorbedTitle(id: film.id, title: film.value.description.title, year: film.value.description.year)
            gone.sources = [source]
            heir.absorbed += film.value.absorbed.filter { other in !heir.aliases.contains(other.id) } + [gone]
        }
    }

    func noteGone(_ episode: Stored<Episode>, _ source: String, in heir: String) async throws {
        try await episodes.amend(heir) { heir in
            guard !heir.aliases.contains(episode.id) else { return }
            var gone = AbsorbedTitle(id: episode.id, title: episode.value.description.title, year: nil)
            gone.sources = [source]
            heir.absorbed += episode.value.absorbed.filter { other in !heir.aliases.contains(other.id) } + [gone]
        }
    }

    /// The name of a title that a file had before it went up in another, which is its own again; nil for none.
    static func formerName(of source: String, in absorbed: [AbsorbedTitle]) -> String? {
        absorbed.last { $0.keys.isEmpty && $0.sources == [source] }?.id
    }
}
