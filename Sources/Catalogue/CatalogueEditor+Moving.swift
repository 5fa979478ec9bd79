import KinoraDocuments
import KinoraKernel
import KinoraMedia

/// Sources that go from one title to another, or from all of them.
///
/// 1. The title that gets a source has it already, and is given what was prepared of it. 2. What else only the old title has is noted: its
/// name, its extras. 3. The old title lets go, or is removed, in one step, and only if it is still what was read. Whoever is killed in between
/// leaves the source in both, where the next time finds it; a package is never in none.
extension CatalogueEditor {
    /// Takes a source out of every title but one, and gives what was prepared of it to that one. Titles left with nothing are removed.
    func withdraw(_ source: String, exceptFrom kept: String, as version: String?) async throws {
        func named(_ playable: Playable) -> Playable {
            var playable = playable
            playable.version = version
            return playable
        }
        let elsewhere: Filter = .and([.equal("sources", .string(source)), .notEqual("_id", .string(kept))])
        _ = try await remove(source, elsewhere, heir: kept, renamed: named)
        if let extra = try await extra(of: source) {
            _ = try await give(extra.value.versions.map(named), to: kept)
            _ = try await removeExtra(source)
        }
    }

    /// - Parameters:
    ///   - heir: the title or the extra that gets what was prepared, and the extras of films that are left with nothing.
    ///   - renamed: how what was prepared is called there.
    /// - Returns: what was prepared of it.
    func remove(
        _ source: String, _ elsewhere: Filter, heir: String? = nil, renamed: (Playable) -> Playable = { $0 }
    ) async throws -> [Playable] {
        var moved: [Playable] = []
        for film in try await films.find(Query(elsewhere)) {
            moved += try await remove(source, film: film.id, heir, renamed)
        }
        for episode in try await episodes.find(Query(elsewhere)) {
            moved += try await remove(source, episode: episode.id, heir, renamed)
            try await relist(episode.value.series)
        }
        return moved
    }

    private func remove(
        _ source: String, film id: String, _ heir: String?, _ renamed: (Playable) -> Playable
    ) async throws -> [Playable] {
        var given: Set<PackageID> = []
        for _ in 0..<Self.mostRaces {
            guard let film = try await films.read(id), film.value.sources.contains(source) else { return [] }
            let held = film.value.versions.filter { $0.source == source }
            if let heir { given.formUnion(try await give(held.map(renamed), to: heir, inPlaceOf: given)) }
            let isEmptied = film.value.sources == [source]
            // A file that turned out to be an episode leaves no film behind.
            if isEmptied, let heir, try await films.read(heir) != nil {
                try await noteGone(film, source, in: heir)
                try await inherit(from: id, to: heir)
            }
            do {
                if isEmptied {
                    _ = try await films.delete(id, ifMatch: film.etag)
                } else {
                    _ = try await films.replace(id, with: film.value.without(source), ifMatch: film.etag)
                }
                return held
            } catch StoreError.changed {
                continue
            } catch StoreError.missing {
                return held
            }
        }
        throw StoreError.unavailable("the title \(id) is changed too often")
    }

    private func remove(
        _ source: String, episode id: String, _ heir: String?, _ renamed: (Playable) -> Playable
    ) async throws -> [Playable] {
        var given: Set<PackageID> = []
        for _ in 0..<Self.mostRaces {
            guard let episode = try await episodes.read(id), episode.value.sources.contains(source) else { return [] }
            let held = episode.value.versions.filter { $0.source == source }
            if let heir { given.formUnion(try await give(held.map(renamed), to: heir, inPlaceOf: given)) }
            let isEmptied = episode.value.sources == [source]
            if isEmptied, let heir, try await episodes.read(heir) != nil { try await noteGone(episode, source, in: heir) }
            do {
                if isEmptied {
                    _ = try await episodes.delete(id, ifMatch: episode.etag)
                } else {
                    _ = try await episodes.replace(id, with: episode.value.without(source), ifMatch: episode.etag)
                }
                return held
            } catch StoreError.changed {
                continue
            } catch StoreError.missing {
                return held
            }
        }
        throw StoreError.unavailable("the title \(id) is changed too often")
    }

    /// Gives a title or an extra what was prepared of a source that it has. What it has of that source itself is newer, and stays.
    /// - Parameter given: what was given to it a moment ago.
    /// - Returns: the packages that were offered to it.
    private func give(_ held: [Playable], to heir: String, inPlaceOf given: Set<PackageID> = []) async throws -> Set<PackageID> {
        for playable in held {
            @Sendable func lacks(_ versions: [Playable]) -> Bool {
                versions.allSatisfy { $0.source != playable.source || given.contains($0.package) }
            }
            if try await films.read(heir) != nil {
                try await films.change(heir) { [time] in if lacks($0.versions) { $0.show(playable, at: time.now) } }
            } else if let episode = try await episodes.read(heir) {
                try await episodes.change(heir) { [time] in if lacks($0.versions) { $0.show(playable, at: time.now) } }
                try await relist(episode.value.series)
            } else if try await extras.read(heir) != nil {
                try await extras.change(heir) { if lacks($0.versions) { $0.versions = [playable] } }
            }
        }
        return Set(held.map(\.package))
    }
}

extension Film {
    fileprivate func without(_ source: String) -> Film {
        var film = self
        film.sources.removeAll { $0 == source }
        film.versions.removeAll { $0.source == source }
        if film.early?.source == source { film.early = nil }
        film.isListed = !film.versions.isEmpty || film.early != nil
        return film
    }
}

extension Episode {
    fileprivate func without(_ source: String) -> Episode {
        var episode = self
        episode.sources.removeAll { $0 == source }
        episode.versions.removeAll { $0.source == source }
        if episode.early?.source == source { episode.early = nil }
        episode.isListed = !episode.versions.isEmpty || episode.early != nil
        return episode
    }
}
