import KinoraCatalogue

/// Chooses field by field who is believed, and writes down whom.
struct MergeChoice {
    /// The best first.
    let ranked: [Said]
    var origin: [String: Origin] = [:]
    private let structured: [Said]
    private let order: OriginOrder
    private let lock: (origin: Origin, lock: FactLock)?

    init(_ said: [Said], _ order: OriginOrder) {
        self.order = order
        ranked = Self.sorted(said, by: order.rank)
        structured = Self.sorted(said, by: order.rankOfStructure)
        lock = ranked.lazy.compactMap { said in said.facts.lock.map { (said.origin, $0) } }.first
    }

    /// A sort that leaves equals in their order.
    private static func sorted(_ said: [Said], by rank: (Origin) -> Int) -> [Said] {
        said.enumerated().sorted { (rank($0.element.origin), $0.offset) < (rank($1.element.origin), $1.offset) }.map(\.element)
    }

    private func isShut(_ field: String, to origin: Origin) -> Bool {
        guard let lock, lock.lock.holds(field) else { return false }
        return order.rank(origin) > order.rank(lock.origin)
    }

    mutating func first<Field>(_ field: String, _ path: KeyPath<Facts, Field?>) -> Field? {
        for said in ranked where !isShut(field, to: said.origin) {
            if let value = said.facts[keyPath: path] { return note(field, said.origin, value) }
        }
        return nil
    }

    mutating func list<Element>(_ field: String, _ path: KeyPath<Facts, [Element]>) -> [Element] {
        for said in ranked where !isShut(field, to: said.origin) && !said.facts[keyPath: path].isEmpty {
            return note(field, said.origin, said.facts[keyPath: path])
        }
        return []
    }

    /// Of the name before the files.
    mutating func structural<Field>(_ field: String, _ path: KeyPath<Facts, Field?>) -> Field? {
        for said in structured where said.origin == .name || !isShut(field, to: said.origin) {
            if let value = said.facts[keyPath: path] { return note(field, said.origin, value) }
        }
        return nil
    }

    /// There is always one: nobody's lock keeps a title from being called after its file.
    mutating func title() -> (String, Origin) {
        for said in ranked where said.origin == .name || !isShut("title", to: said.origin) {
            if let title = said.facts.title { return (note("title", said.origin, title), said.origin) }
        }
        return ("?", .name)
    }

    mutating func sortTitle(noWorseThan limit: Origin) -> String? {
        for said in ranked where order.rank(said.origin) <= order.rank(limit) {
            if let sort = said.facts.sortTitle { return note("sortTitle", said.origin, sort) }
        }
        return nil
    }

    mutating func credits() -> [Credit] {
        credits("directors", .director) + credits("writers", .writer) + credits("actors", .actor)
    }

    private mutating func credits(_ field: String, _ role: Credit.Role) -> [Credit] {
        for said in ranked where !isShut(field, to: said.origin) {
            let credits = said.facts.credits.filter { $0.role == role }
            if !credits.isEmpty { return note(field, said.origin, credits) }
        }
        return []
    }

    mutating func ids() -> [String: String] {
        var ids: [String: String] = [:]
        for said in structured where said.origin == .name || !isShut("ids", to: said.origin) {
            for (provider, id) in said.facts.ids where ids[provider] == nil { ids[provider] = note("id-\(provider)", said.origin, id) }
        }
        return ids
    }

    mutating func certificates() -> [String: String] {
        for said in ranked where !isShut("certificate", to: said.origin) && !said.facts.certificates.isEmpty {
            return note("certificates", said.origin, said.facts.certificates)
        }
        return [:]
    }

    mutating func ratings() -> [Rating] {
        var ratings: [Rating] = []
        for said in ranked where !isShut("ratings", to: said.origin) {
            for rating in said.facts.ratings where !ratings.contains(where: { $0.source == rating.source }) {
                ratings.append(note("rating-\(rating.source)", said.origin, rating))
            }
        }
        return ratings
    }

    mutating func picture(_ kind: PictureKind) -> Artwork? {
        for said in ranked {
            for picture in said.facts.pictures where picture.kind == kind {
                if let artwork = picture.artwork { return note(kind.rawValue, said.origin, artwork) }
            }
        }
        return nil
    }

    private mutating func note<Field>(_ field: String, _ origin: Origin, _ value: Field) -> Field {
        self.origin[field] = origin
        return value
    }
}
