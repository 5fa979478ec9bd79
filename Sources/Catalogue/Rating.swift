/// How a title is rated somewhere.
package struct Rating: Codable, Hashable, Sendable {
    /// Who says so: `imdb`, `tmdb`, `metacritic`, `nfo`.
    package var source: String
    /// 0 … 10.
    package var value: Double
    /// How many people's opinion it is, where that is known.
    package var votes: Int?

    /// Nil where the value is none on the scale.
    /// - Parameter best: what the scale ends with.
    package init?(source: String, value: Double, best: Double = 10, votes: Int? = nil) {
        guard value.isFinite, best.isFinite, best > 0, (0...best).contains(value), !source.isEmpty else { return nil }
        self.source = source
        self.value = (value / best * 1000).rounded() / 100
        self.votes = votes.flatMap { $0 > 0 ? $0 : nil }
    }
}
