/// Facts that came behind a position.
struct FactBatch: Sendable {
    var facts: [GraphFact]
    /// Behind the last of them.
    var position: FactPosition
    /// Whether the feed had no more.
    var isLast: Bool
}
