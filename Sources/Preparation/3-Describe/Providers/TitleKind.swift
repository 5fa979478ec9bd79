/// What providers can be asked about: each keeps films and series apart.
package enum TitleKind: String, Codable, Hashable, Sendable {
    case film, series
}
