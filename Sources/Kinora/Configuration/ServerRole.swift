/// What a `kinora serve` does of all that a house does. What people may do is `Role`.
enum ServerRole: String, CaseIterable, Hashable, Sendable {
    /// The pages, the player and the films.
    case web
    /// The documents, for programs and for servers that have no database.
    case api
    /// Of the documents what was watched, for programs that count.
    case usage
    /// Looking at the libraries, and preparing what is new.
    case prepare

    /// Whether the role answers from the database itself, and so has nothing to offer behind somebody else's Video API.
    var needsDatabase: Bool { self == .api || self == .usage }

    /// What a server does that was told nothing.
    static func usual(behindAPI isRemote: Bool) -> Set<ServerRole> { isRemote ? [.web] : Set(allCases) }
}
