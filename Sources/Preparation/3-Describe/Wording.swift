import KinoraCatalogue

/// Combines what names and NFO files say into a description.
enum Wording {
    static func film(_ understanding: Understanding, named name: String, _ nfo: NFO?) -> Description {
        var description = common(title: nfo?.title ?? name, year: understanding.year ?? nfo?.year, nfo)
        description.providerIDs = ids(understanding, nfo)
        return description
    }

    static func series(_ understanding: Understanding, named name: String, _ nfo: NFO?) -> Description {
        var description = common(title: nfo?.title ?? name, year: understanding.year ?? nfo?.year, nfo)
        description.providerIDs = ids(understanding, nfo)
        return description
    }

    static func episode(_ understanding: Understanding, _ place: EpisodePlace, _ nfo: NFO?) -> Description {
        let day = understanding.date ?? nfo?.date
        let title = nfo?.title ?? understanding.title ?? (understanding.date ?? "Episode \(place.number)")
        var description = common(title: title, year: day.flatMap { Int($0.prefix(4)) } ?? nfo?.year, nfo)
        description.providerIDs = nfo?.ids ?? [:]
        return description
    }

    private static func common(title: String, year: Int?, _ nfo: NFO?) -> Description {
        var description = Description(title: title, year: year)
        guard let nfo else { return description }
        description.originalTitle = nfo.originalTitle == title ? nil : nfo.originalTitle
        if let sort = nfo.sortTitle { description.sortTitle = SortTitle.fold(sort) }
        description.plot = nfo.plot ?? nfo.outline
        description.tagline = nfo.tagline
        description.genres = nfo.genres
        description.countries = nfo.countries
        description.certificate = nfo.certificate
        description.credits = nfo.credits
        return description
    }

    /// An id in the name was put there to correct the other.
    private static func ids(_ understanding: Understanding, _ nfo: NFO?) -> [String: String] {
        (nfo?.ids ?? [:]).merging(understanding.ids) { _, named in named }
    }

    static func label(_ title: String, _ year: Int?) -> String { title + (year.map { " (\($0))" } ?? "") }

    /// Where an NFO file contradicts the name; the name won.
    static func conflicts(_ understanding: Understanding, _ nfo: NFO?) -> [String] {
        guard let nfo else { return [] }
        var notes: [String] = []
        func compare(_ what: String, _ name: Int?, _ file: Int?) {
            if let name, let file, name != file {
                notes.append("The NFO file says \(what) \(file), the name says \(name); the name counts.")
            }
        }
        if understanding.kind == .episode {
            compare("season", understanding.season, nfo.season)
            compare("episode", understanding.episode, nfo.episode)
        } else {
            compare("year", understanding.year, nfo.year)
        }
        for (provider, id) in understanding.ids {
            if let other = nfo.ids[provider], other != id {
                notes.append("The NFO file says \(provider) \(other), the name says \(id); the name counts.")
            }
        }
        return notes
    }
}
