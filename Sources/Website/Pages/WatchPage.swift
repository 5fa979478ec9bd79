import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia

/// What the player needs to know.
struct WatchPage: Sendable {
    /// A name for the feature under which a browser remembers how far it was watched: `film-…`, `episode-…`.
    let feature: String
    let title: String
    let subtitle: String
    let dash: String
    let hls: String
    let still: String
    let back: String
    /// Where the player tells what was watched.
    let report: String
    let next: Next?

    /// What comes after.
    struct Next: Sendable {
        let address: String
        let title: String
    }

    init?(_ film: Stored<Film>, version: PackageID?, _ words: Words) {
        guard let playable = Self.choose(version, of: film.value.versions) else { return nil }
        let description = film.value.description
        let subtitle = [description.year.map { String($0) }, playable.version].compactMap(\.self).joined(separator: " · ")
        self.init(
            "film-\(film.id)", description.shownTitle(words), subtitle, playable, back: .film(FilmID(film.id)),
            report: .filmWatched(FilmID(film.id)), next: nil)
    }

    init?(_ episode: Stored<Episode>, of series: Series, version: PackageID?, next: Stored<Episode>?, _ words: Words) {
        guard let playable = Self.choose(version, of: episode.value.versions) else { return nil }
        let place = Place.season(episode.value.series, episode.value.season)
        let following = next.map { next in
            Next(
                address: Place.watchEpisode(EpisodeID(next.id), version: nil).address,
                title: "\(next.value.code(words)) · \(next.value.description.shownTitle(words))")
        }
        self.init(
            "episode-\(episode.id)", series.description.shownTitle(words),
            "\(episode.value.code(words)) · \(episode.value.description.shownTitle(words))", playable, back: place,
            report: .episodeWatched(EpisodeID(episode.id)), next: following)
    }

    private init(_ feature: String, _ title: String, _ subtitle: String, _ playable: Playable, back: Place, report: Place, next: Next?) {
        self.feature = feature
        self.title = title
        self.subtitle = subtitle
        dash = Place.insidePackage(playable.package, PackageLayout.dash).address
        hls = Place.insidePackage(playable.package, PackageLayout.hls).address
        still = playable.still.map { Place.insidePackage(playable.package, $0).address } ?? ""
        self.back = back.address
        self.report = report.address
        self.next = next
    }

    private static func choose(_ version: PackageID?, of versions: [Playable]) -> Playable? {
        version == nil ? versions.first : versions.first { $0.package == version }
    }
}
