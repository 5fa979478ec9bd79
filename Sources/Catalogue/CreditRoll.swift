/// Who did what for listed titles, as people's documents will say it.
struct CreditRoll {
    /// What is known of one person from these titles.
    struct Part {
        var name: String
        var providerIDs: [String: String] = [:]
        var portrait: String?
        var appearances: [Appearance] = []
    }

    /// By `PersonName.key`.
    private(set) var parts: [String: Part] = [:]

    private struct Doing: Hashable {
        var key: String
        var role: Credit.Role
        var character: String?
    }

    mutating func add(film id: String, _ description: Description) {
        for (credit, order) in Self.ordered(description.credits) { add(credit, order, of: id, .film) }
    }

    /// Those whom the series names, and those whom only its episodes name, with the number of episodes.
    mutating func add(series id: String, _ description: Description, episodes: [Description]) {
        var whole: Set<Doing> = []
        for (credit, order) in Self.ordered(description.credits) {
            add(credit, order, of: id, .series)
            if let key = PersonName.key(credit.name) { whole.insert(Doing(key: key, role: credit.role)) }
        }
        var guests: [Doing: (credit: Credit, order: Int, episodes: Int)] = [:]
        for episode in episodes {
            var seen: Set<Doing> = []
            for (credit, order) in Self.ordered(episode.credits) {
                guard let key = PersonName.key(credit.name), !whole.contains(Doing(key: key, role: credit.role)) else { continue }
                let doing = Doing(key: key, role: credit.role, character: credit.character)
                guard seen.insert(doing).inserted else { continue }
                let known = guests[doing]
                guests[doing] = (known?.credit ?? credit, min(known?.order ?? order, order), (known?.episodes ?? 0) + 1)
            }
        }
        for guest in guests.values { add(guest.credit, guest.order, of: id, .series, episodes: guest.episodes) }
    }

    private mutating func add(_ credit: Credit, _ order: Int, of title: String, _ kind: Appearance.Kind, episodes: Int? = nil) {
        guard let key = PersonName.key(credit.name) else { return }
        let appearance = Appearance(
            title: title, kind: kind, role: credit.role, character: credit.character, order: order, episodes: episodes)
        var part = parts[key] ?? Part(name: credit.name)
        let isKnown = part.appearances.contains {
            $0.title == title && $0.role == credit.role && $0.character == credit.character
        }
        if !isKnown { part.appearances.append(appearance) }
        part.providerIDs.merge(credit.providerIDs ?? [:]) { known, _ in known }
        part.portrait = part.portrait ?? credit.portrait
        parts[key] = part
    }

    /// Credits with their place among those of the same role: as their file numbers them, else as it lists them.
    private static func ordered(_ credits: [Credit]) -> [(Credit, Int)] {
        var counts: [Credit.Role: Int] = [:]
        return credits.map { credit in
            let place = counts[credit.role, default: 0]
            counts[credit.role] = place + 1
            return (credit, credit.order ?? place)
        }
    }
}
