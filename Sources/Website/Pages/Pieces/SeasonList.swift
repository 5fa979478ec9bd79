/// All seasons of a series.
struct SeasonList: Sendable {
    let links: [SeasonLink]
}
