import KinoraDocuments

/// What a search found, the best first.
package struct SearchFindings: Sendable {
    package enum Title: Sendable {
        case film(Stored<Film>)
        case series(Stored<Series>)
    }

    package var titles: [Title]
    package var people: [FoundPerson]
    /// What was looked for instead of what was typed; nil where that was found.
    package var correction: String?

    package var films: [Stored<Film>] { titles.compactMap { if case .film(let film) = $0 { film } else { nil } } }
    package var series: [Stored<Series>] { titles.compactMap { if case .series(let series) = $0 { series } else { nil } } }
}
