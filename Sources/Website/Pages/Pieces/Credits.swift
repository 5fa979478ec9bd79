import KinoraCatalogue

/// Who made a title and who acts in it.
struct Credits: Sendable {
    let directors: String?
    let writers: String?
    /// Nil where nobody is known.
    let cast: Cast?

    static let mostActors = 24

    struct Cast: Sendable {
        let actors: [Actor]
    }

    struct Actor: Sendable {
        let name: String
        let character: String?
    }

    init(_ credits: [Credit]) {
        directors = Self.names(credits, .director)
        writers = Self.names(credits, .writer)
        let actors = credits.filter { $0.role == .actor }.prefix(Self.mostActors).map { Actor(name: $0.name, character: $0.character) }
        cast = actors.isEmpty ? nil : Cast(actors: actors)
    }

    private static func names(_ credits: [Credit], _ role: Credit.Role) -> String? {
        let names = credits.filter { $0.role == role }.map(\.name)
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }
}
