/// What a token allows. A token may have several.
package enum Scope: String, Hashable, Sendable, Codable, CaseIterable {
    /// Reading films, series, seasons, episodes, people and genres.
    case readCatalogue = "catalogue:read"
    /// Changing them as well.
    case writeCatalogue = "catalogue:write"
    /// Reading who watched what.
    case readUsage = "usage:read"
    /// Another Kinora server that keeps its documents here: every collection but the tokens, with bulk writes, indexes, restoring and the
    /// change feed.
    case documents

    /// What it allows, for people who choose one.
    package var meaning: String {
        switch self {
        case .readCatalogue: "read films, series, seasons, episodes, people and genres"
        case .writeCatalogue: "read and change them"
        case .readUsage: "read who watched what"
        case .documents: "everything but tokens, for another Kinora server that keeps its documents here"
        }
    }
}
