/// The title that an extra belongs to.
package enum ExtraHome: Hashable, Sendable {
    case film(FilmID)
    /// - Parameter season: where it belongs to one; 0 for specials.
    case series(SeriesID, season: Int?)
}
