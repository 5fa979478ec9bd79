import KinoraDocuments

/// A season with those of its episodes that can be played, in order.
package struct SeasonShelf: Sendable {
    /// 0 for specials.
    package let number: Int
    /// What is known about the season itself; nil when nobody described it.
    package let season: Season?
    package let episodes: [Stored<Episode>]
}
