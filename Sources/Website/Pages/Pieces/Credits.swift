import KinoraCatalogue

/// Who made a title and who acts in it.
struct Credits: Sendable {
    /// Nil where nobody is known; so are the others.
    let directors: Names?
    let writers: Names?
    let cast: Cast?

    static let mostActors = 24
    static let mostOthers = 40

    struct Names: Sendable {
        let people: [Name]
    }

    struct Name: Sendable {
        let name: String
        /// The person's page; nil for a name without a letter.
        let address: String?
        /// What stands before it: nothing before the first.
        let comma: String?
    }

    struct Cast: Sendable {
        let actors: [Actor]
    }

    struct Actor: Sendable {
        let name: String
        let address: String?
        let character: String?
    }

    init(_ credits: [Credit]) {
        directors = Self.names(credits, .director)
        writers = Self.names(credits, .writer)
        let actors = credits.filter { $0.role == .actor }.prefix(Self.mostActors).map {
            Actor(name: $0.name, address: Self.address($0.name), character: $0.character)
        }
        cast = actors.isEmpty ? nil : Cast(actors: actors)
    }

    private static func names(_ credits: [Credit], _ role: Credit.Role) -> Names? {
        let names = credits.filter { $0.role == role }.prefix(mostOthers).map(\.name)
        if names.isEmpty { return nil }
        return Names(
            people: names.enumerated().map { Name(name: $1, address: address($1), comma: $0 == 0 ? nil : ", ") })
    }

    private static func address(_ name: String) -> String? {
        PersonName.key(name).map { Place.person(PersonName.id(of: $0)).address }
    }
}
