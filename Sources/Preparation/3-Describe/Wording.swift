import KinoraCatalogue
import KinoraKernel

/// What names say of titles, in words, and where NFO files contradict them.
enum Wording {
    static func film(_ understanding: Understanding, named name: String) -> Facts {
        var facts = Facts()
        facts.title = name
        facts.year = understanding.year
        facts.ids = understanding.ids
        return facts
    }

    static func series(_ understanding: Understanding, named name: String) -> Facts {
        film(understanding, named: name)
    }

    static func episode(_ understanding: Understanding, _ place: EpisodePlace) -> Facts {
        var facts = Facts()
        facts.title = understanding.title ?? (understanding.date ?? place.name ?? "Episode \(place.number)")
        facts.date = understanding.date
        facts.year = understanding.date.flatMap { Int($0.prefix(4)) }
        return facts
    }

    static func label(_ title: String, _ year: Int?) -> String { title + (year.map { " (\($0))" } ?? "") }

    /// Where an NFO file contradicts the name; the name won.
    static func conflicts(_ understanding: Understanding, _ nfo: NFO?) -> [Explanation] {
        guard let nfo else { return [] }
        var notes: [Explanation] = []
        func compare(_ what: String, _ name: Int?, _ file: Int?) {
            if let name, let file, name != file {
                notes.append("The NFO file says \(Explanation(sentence: what)) \(file), the name says \(name); the name counts.")
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
