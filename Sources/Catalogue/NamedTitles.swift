import KinoraDocuments

/// Titles that were asked for by their names, those that are there.
package struct NamedTitles: Sendable {
    package let films: [String: Stored<Film>]
    package let series: [String: Stored<Series>]
}
