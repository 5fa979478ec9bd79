import KinoraDocuments
import KinoraKernel
import KinoraMedia

package typealias ExtraID = Identifier<Extra>

/// A trailer, a making-of, an interview …: it belongs to a film or a series, is shown on its page, and is no title. So no directory, no search,
/// no history and no recommendation knows it.
///
/// Who may see its title's page may see it; see `ShownExtra` for who may play it.
package struct Extra: Record, Hashable {
    package static let schema = CollectionSchema(
        "extras", indexes: [.unique("source"), .lookup("film"), .lookup("series"), .lookup("packages")])

    /// The film it belongs to; nil for one of a series.
    package var film: FilmID?
    package var series: SeriesID?
    /// The season, for one of a season's; 0 for specials.
    package var season: Int?
    package var kind: ExtraKind
    /// What its file calls it besides its title and its kind; nil for nothing.
    package var name: String?
    /// The source it is made of, by its fingerprint.
    package var source: String
    /// What was made of it: nothing yet, or one.
    package var versions: [Playable] {
        didSet { packages = versions.map(\.package.rawValue) }
    }
    /// See `Film.packages`.
    @OrEmpty package var packages: [String] = []

    init(_ kind: ExtraKind, named name: String?, of home: ExtraHome, source: String) {
        self.kind = kind
        self.name = name
        self.source = source
        versions = []
        belong(to: home)
    }

    mutating func belong(to home: ExtraHome) {
        switch home {
        case .film(let id): (film, series, season) = (id, nil, nil)
        case .series(let id, let number): (film, series, season) = (nil, id, number)
        }
    }
}
