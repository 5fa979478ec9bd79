import KinoraDocuments

extension Registers {
    /// Counts every genre that is known or borne by one of these titles. A genre that nothing listed bears any more is removed.
    ///
    /// All are counted, because a title that lost a genre does not tell which; a count is one look-up in an index.
    func countGenres(_ work: Work) async throws {
        var names = try await spellings(Film.self, work.films) { $0.description.genres }
        names += try await spellings(Series.self, work.series) { $0.description.genres }
        var fresh: [String: [String]] = [:]
        for name in names {
            if let key = Genre.key(name), fresh[key]?.contains(name) != true { fresh[key, default: []].append(name) }
        }
        for try await known in genres.all() {
            try await count(known.value, adding: fresh.removeValue(forKey: known.value.key) ?? [])
        }
        for (key, names) in fresh { try await count(Genre(name: names[0], key: key), adding: names, isNew: true) }
    }

    private func spellings<R: Record>(_ type: R.Type, _ ids: Set<String>, _ genres: (R) -> [String]) async throws -> [String] {
        var names: [String] = []
        var rest = ids.sorted()[...]
        while !rest.isEmpty {
            let some = rest.prefix(Query.mostPerPage / 2)
            rest = rest.dropFirst(some.count)
            let filter: Filter = .and([.in("_id", some.map(Value.string)), .equal("isListed", true)])
            names += try await Records<R>(in: store).find(Query(filter)).flatMap { genres($0.value) }
        }
        return names
    }

    private func count(_ known: Genre, adding names: [String], isNew: Bool = false) async throws {
        var genre = known
        genre.add(names)
        let filter: Filter = .and([.in("description.genres", genre.spellings.map(Value.string)), .equal("isListed", true)])
        genre.films = try await Records<Film>(in: store).count(filter)
        genre.series = try await Records<Series>(in: store).count(filter)
        genre.titles = genre.films + genre.series
        guard isNew || genre != known else { return }
        let id = Genre.id(of: genre.key)
        if genre.titles == 0 {
            _ = try await genres.delete(id)
        } else {
            let counted = genre
            try await genres.change(id, startingFrom: counted) { standing in
                standing.add(counted.spellings)
                standing.films = counted.films
                standing.series = counted.series
                standing.titles = counted.titles
            }
        }
    }
}
