/// All seasons of a series.
struct SeasonList: Sendable {
    /// HTML.
    let cards: String
}
