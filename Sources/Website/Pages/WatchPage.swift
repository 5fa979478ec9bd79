import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraViewing

/// What the player needs to know.
struct WatchPage: Sendable {
    /// A name for the feature under which a browser remembers how far it was watched: `film-…`, `episode-…`.
    let feature: String
    let title: String
    let subtitle: String
    let dash: String
    let hls: String
    let still: String
    /// Where the chapters stand; empty where there are none.
    let chapters: String
    /// Where the opening credits run, in seconds: `12.5 42`; empty where nobody knows.
    let opening: String
    let closing: String
    private(set) var back: String
    /// Where the player tells what was watched.
    let report: String
    /// Where it asks for the right to play on, and where it gives its place back.
    let stream: String
    let leave: String
    /// See `StreamSubject.formText`.
    let subject: String
    let memory: ViewingMemory
    private(set) var next: Next?
    /// Nil for who watches alone.
    private(set) var seat: ScreeningSeat?
    /// Where addresses for other screens are given out; nil where there are none.
    var elsewhere: String?
    /// How the viewer wants films played.
    var wishes = WatchWishes()

    /// What comes after.
    struct Next: Sendable {
        let address: String
        let title: String
    }

    init(_ film: Stored<Film>, _ showing: Showing, _ marks: Marks?, _ memory: ViewingMemory, _ words: Words) {
        let description = film.value.description
        let subtitle = [description.year.map { String($0) }, showing.label].compactMap(\.self).joined(separator: " · ")
        self.init(
            "film-\(film.id)", description.shownTitle(words), subtitle, showing, marks, memory, back: .film(FilmID(film.id)),
            .film, film.id, next: nil)
    }

    init(
        _ episode: Stored<Episode>, of series: Series, _ showing: Showing, _ marks: Marks?, _ memory: ViewingMemory,
        next: Stored<Episode>?, _ words: Words
    ) {
        let place = Place.season(episode.value.series, episode.value.season)
        let following = next.map { next in
            Next(
                address: Place.watchEpisode(EpisodeID(next.id), version: nil).address,
                title: "\(next.value.code(words)) · \(next.value.description.shownTitle(words))")
        }
        self.init(
            "episode-\(episode.id)", series.description.shownTitle(words),
            "\(episode.value.code(words)) · \(episode.value.description.shownTitle(words))", showing, marks, memory,
            back: place, .episode, episode.id, next: following)
    }

    init(_ shown: ShownExtra, _ showing: Showing, _ memory: ViewingMemory, _ words: Words) {
        let (title, back): (String, Place) =
            switch shown.title {
            case .film(let film): (film.value.description.shownTitle(words), .film(FilmID(film.id)))
            case .series(let series): (series.value.description.shownTitle(words), .series(SeriesID(series.id)))
            }
        self.init(
            "extra-\(shown.extra.id)", title, ExtraLink(shown.extra, words).label, showing, nil, memory, back: back, .extra,
            shown.extra.id, next: nil)
    }

    private init(
        _ feature: String, _ title: String, _ subtitle: String, _ showing: Showing, _ marks: Marks?, _ memory: ViewingMemory, back: Place,
        _ kind: FeatureKind, _ id: String, next: Next?
    ) {
        self.feature = feature
        self.title = title
        self.subtitle = subtitle
        (dash, hls, still, chapters) = (showing.dash, showing.hls, showing.still, showing.chapters)
        opening = Self.seconds(marks?.opening)
        closing = Self.seconds(marks?.closing)
        self.back = back.address
        report = Place.watched(kind, id).address
        stream = Place.stream(kind, id).address
        leave = Place.leaveStream(kind, id).address
        subject = showing.subject.formText
        self.memory = memory
        self.next = next
    }

    /// In step with others: what comes next is the programme's, and the way back leads there.
    mutating func take(_ seat: ScreeningSeat) {
        self.seat = seat
        back = seat.back
        next = nil
    }

    private static func seconds(_ mark: Mark?) -> String {
        mark.map { "\(Double($0.start) / 1000) \(Double($0.end) / 1000)" } ?? ""
    }
}
