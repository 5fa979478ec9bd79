/// A genre and how many listed films and series bear it.
package struct GenreCount: Hashable, Sendable {
    package let name: String
    package let films: Int
    package let series: Int

    package init(name: String, films: Int, series: Int) {
        self.name = name
        self.films = films
        self.series = series
    }
}

extension GenreCount {
    /// What the genre's document counted.
    init(_ genre: Genre) {
        self.init(name: genre.name, films: genre.films, series: genre.series)
    }
}
