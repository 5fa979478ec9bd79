import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia

/// Films and episodes in which something is said, each with the sentences and the moments.
struct SaidList: Sendable {
    let titles: [Title]

    struct Title: Sendable {
        let title: String
        let meta: String?
        let address: String
        /// Where all of it is, when more than this may be said there.
        let more: String?
        let moreLabel: String
        let lines: [Line]
    }

    struct Line: Sendable {
        /// The player, at this moment.
        let address: String
        let time: String
        let pieces: [Piece]
        /// BCP 47.
        let tag: String
        let language: String
    }

    struct Piece: Sendable {
        let text: String
        let isFound: Bool
    }

    /// Nil where nothing is found.
    /// - Parameter wanted: what was looked for, where titles lead to pages with more of it.
    init?(_ found: [SaidIn], wanted: String? = nil, _ words: Words) {
        titles = found.filter { !$0.sayings.isEmpty }.map { Self.title($0, wanted, words) }
        if titles.isEmpty { return nil }
    }

    private static func title(_ found: SaidIn, _ wanted: String?, _ words: Words) -> Title {
        let lines = found.sayings.map { saying in
            Line(
                address: place(of: saying, in: found).address, time: clock(saying.moment),
                pieces: saying.pieces.map { Piece(text: $0.text, isFound: $0.isFound) }, tag: saying.language.tag,
                language: words.language(saying.language))
        }
        let more = found.sayings.count >= Shelves.sayingsOfMany ? wanted : nil
        switch found.feature {
        case .film(let film):
            let description = film.value.description
            let title = description.shownTitle(words)
            return Title(
                title: title, meta: description.year.map { String($0) }, address: Place.film(FilmID(film.id)).address,
                more: more.map { Place.saidInFilm(FilmID(film.id), $0).address }, moreLabel: words(.saidMore, title), lines: lines)
        case .episode(let episode, let series):
            let title = series.value.description.shownTitle(words)
            let place = Place.season(SeriesID(series.id), episode.value.season)
            return Title(
                title: title, meta: "\(episode.value.code(words)) · \(episode.value.description.shownTitle(words))", address: place.address,
                more: more.map { Place.saidInSeason(SeriesID(series.id), episode.value.season, $0).address },
                moreLabel: words(.saidMore, title), lines: lines)
        }
    }

    /// Where the player begins with it: the version is named unless it is the one that plays anyway.
    private static func place(of saying: Saying, in found: SaidIn) -> Place {
        let version = found.versions.first?.package == saying.package ? nil : saying.package
        switch found.feature {
        case .film(let film): return .filmMoment(FilmID(film.id), version: version, saying.moment)
        case .episode(let episode, _): return .episodeMoment(EpisodeID(episode.id), version: version, saying.moment)
        }
    }

    /// `1:02:03`, `4:05`.
    static func clock(_ milliseconds: Int64) -> String {
        let seconds = max(0, milliseconds) / 1000
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : String(number) }
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        return hours > 0 ? "\(hours):\(two(minutes)):\(two(seconds % 60))" : "\(minutes):\(two(seconds % 60))"
    }
}
