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

    /// A source that moves from one title to another belongs to both for a moment, and both get it then.
    private func list(_ playable: Playable) async throws -> Bool {
        let belongs = Query(.equal("sources", .string(playable.source)))
        let (films, episodes) = (try await films.find(belongs), try await episodes.find(belongs))
        for film in films {
            try await self.films.change(film.id) { [time] in $0.show(playable, at: time.now) }
        }
        for episode in episodes {
            try await self.episodes.change(episode.id) { [time] in $0.show(playable, at: time.now) }
            try await relist(episode.value.series)
        }
        if let extra = try await extra(of: playable.source) {
            try await extras.change(extra.id) { $0.versions = [playable] }
            return true
        }
        return !films.isEmpty || !episodes.isEmpty
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

    /// What was prepared of a source and can be played.
    private func versions(of source: String) async throws -> [Playable] {
        let belongs: Filter = .equal("sources", .string(source))
        let films = try await films.find(Query(belongs)).flatMap(\.value.versions)
        let episodes = try await episodes.find(Query(belongs)).flatMap(\.value.versions)
        let extras = try await extra(of: source)?.value.versions ?? []
        return (films + episodes + extras).filter { $0.source == source }
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

    static func name(_ versions: inout [Playable], _ source: String, _ version: String?) {
        for index in versions.indices where versions[index].source == source { versions[index].version = version }
    }

    private static func mark(_ versions: inout [Playable], _ source: String, _ moment: Moment?) {
        for index in versions.indices where versions[index].source == source { versions[index].missingSince = moment }
    }
}

extension Film {
    /// Has something to play.
    mutating func show(_ playable: Playable, at now: Moment) {
        versions = playable.among(versions)
        early = nil
        isListed = true
        listedAt = listedAt ?? now
    }
}

extension Episode {
    /// Has something to play.
    mutating func show(_ playable: Playable, at now: Moment) {
        versions = playable.among(versions)
        early = nil
        isListed = true
        listedAt = listedAt ?? now
    }
}

extension Playable {
    /// The version with the tallest picture comes first; a source has one version.
    fileprivate func among(_ versions: [Playable]) -> [Playable] {
        let others = versions.filter { $0.source != source }
        return (others + [self]).sorted { ($0.height, $1.source) > ($1.height, $0.source) }
    }
}
