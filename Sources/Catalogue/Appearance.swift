/// What a person did for one listed title.
package struct Appearance: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Sendable { case film, series }

    /// The film's or series' name among its documents.
    package var title: String
    package var kind: Kind
    package var role: Credit.Role
    /// The figure an actor plays.
    package var character: String?
    /// The place among those of the same role; 0 is named first.
    package var order: Int
    /// In how many listed episodes, where the episodes name the person and the series does not; nil for a film or a whole series.
    package var episodes: Int?

    package init(title: String, kind: Kind, role: Credit.Role, character: String? = nil, order: Int, episodes: Int? = nil) {
        self.title = title
        self.kind = kind
        self.role = role
        self.character = character
        self.order = order
        self.episodes = episodes
    }
}
