import KinoraDocuments
import KinoraKernel

extension CatalogueEditor {
    /// Makes what was prepared visible: one write to the film or episode that the source belongs to.
    /// - Returns: whether the source belongs to a title.
    @discardableResult
    package func publish(_ playable: Playable) async throws -> Bool {
        try await supersede(versions(of: playable.source).filter { $0.package != playable.package })
        let isListed = try await list(playable)
        if isListed { try await reconcile() }
        return isListed
    }

    func list(_ playable: Playable) async throws -> Bool {
        let belongs: Filter = .equal("sources", .string(playable.source))
        if let film = try await films.first(belongs) {
            try await films.change(film.id) { [time] film in
                film.versions = Self.adding(playable, to: film.versions)
                film.early = nil
                film.isListed = true
                film.listedAt = film.listedAt ?? time.now
            }
            return true
        }
        if let episode = try await episodes.first(belongs) {
            try await episodes.change(episode.id) { [time] episode in
                episode.versions = Self.adding(playable, to: episode.versions)
                episode.early = nil
                episode.isListed = true
                episode.listedAt = episode.listedAt ?? time.now
            }
            try await relist(episode.value.series)
            return true
        }
        if let extra = try await extra(of: playable.source) {
            try await extras.change(extra.id) { $0.versions = [playable] }
            return true
        }
        return false
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
        if let extra = try await extra(of: source) { try await extras.change(extra.id) { Self.mark(&$0.versions, source, moment) } }
    }

    /// Takes a source, and what was prepared of it, out of every title. Titles left with nothing are removed.
    package func retire(_ source: String) async throws {
        try await supersede(versions(of: source))
        _ = try await remove(source, .equal("sources", .string(source)))
        _ = try await removeExtra(source)
        try await reconcile()
    }

    /// Takes a source out of every title but one, and gives what was prepared of it to that one. Titles left with nothing are removed.
    func withdraw(_ source: String, exceptFrom kept: String, as version: String?) async throws {
        let elsewhere: Filter = .and([.equal("sources", .string(source)), .notEqual("_id", .string(kept))])
        var moved = try await remove(source, elsewhere, heir: kept) + removeExtra(source)
        Self.name(&moved, source, version)
        for playable in moved { _ = try await list(playable) }
    }

    /// What was prepared of a source and can be played.
    private func versions(of source: String) async throws -> [Playable] {
        let belongs: Filter = .equal("sources", .string(source))
        let films = try await films.find(Query(belongs)).flatMap(\.value.versions)
        let episodes = try await episodes.find(Query(belongs)).flatMap(\.value.versions)
        let extras = try await extra(of: source)?.value.versions ?? []
        return (films + episodes + extras).filter { $0.source == source }
    }

    /// - Parameter heir: the film that gets the extras of films that are left with nothing.
    /// - Returns: what was prepared of it.
    func remove(_ source: String, _ elsewhere: Filter, heir: String? = nil) async throws -> [Playable] {
        var moved: [Playable] = []
        for film in try await films.find(Query(elsewhere)) {
            moved += try await films.change(film.id) { film in
                film.sources.removeAll { $0 == source }
                if film.early?.source == source { film.early = nil }
                film.isListed = film.versions.contains { $0.source != source } || film.early != nil
                return Self.removing(source, from: &film.versions)
            }
            if film.value.sources == [source] {
                // A file that turned out to be an episode leaves no film behind.
                if let heir, try await films.read(heir) != nil { try await noteGone(film, source, in: heir) }
                _ = try await films.delete(film.id)
                if let heir { try await inherit(from: film.id, to: heir) }
            }
        }
        for episode in try await episodes.find(Query(elsewhere)) {
            moved += try await episodes.change(episode.id) { episode in
                episode.sources.removeAll { $0 == source }
                if episode.early?.source == source { episode.early = nil }
                episode.isListed = episode.versions.contains { $0.source != source } || episode.early != nil
                return Self.removing(source, from: &episode.versions)
            }
            if episode.value.sources == [source] {
                if let heir, try await episodes.read(heir) != nil { try await noteGone(episode, source, in: heir) }
                _ = try await episodes.delete(episode.id)
            }
            try await relist(episode.value.series)
        }
        return moved
    }

    /// Lists a series exactly when one of its episodes is listed. The series is always written: the feed does not tell of an episode that is
    /// gone whose it was.
    func relist(_ id: SeriesID) async throws {
        try await series.revise(id.rawValue, evenUnchanged: true) { [ages, time] known in
            var series = try await ages.sum(of: known, id.rawValue)
            if series.isListed { series.listedAt = series.listedAt ?? time.now }
            return series
        }
    }

    /// The version with the tallest picture comes first; a source has one version.
    private static func adding(_ playable: Playable, to versions: [Playable]) -> [Playable] {
        let others = versions.filter { $0.source != playable.source }
        return (others + [playable]).sorted { ($0.height, $1.source) > ($1.height, $0.source) }
    }

    private static func removing(_ source: String, from versions: inout [Playable]) -> [Playable] {
        let removed = versions.filter { $0.source == source }
        versions.removeAll { $0.source == source }
        return removed
    }

    static func name(_ versions: inout [Playable], _ source: String, _ version: String?) {
        for index in versions.indices where versions[index].source == source { versions[index].version = version }
    }

    private static func mark(_ versions: inout [Playable], _ source: String, _ moment: Moment?) {
        for index in versions.indices where versions[index].source == source { versions[index].missingSince = moment }
    }
}
