/// (:Title)-[:SIMILAR {score, reason}]->(:Title)
struct SimilarTitle: Sendable, Hashable {
    /// The other title.
    var id: String
    var score: Double
    /// In words.
    var reason: String
}
