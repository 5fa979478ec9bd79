import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraViewing

/// A film or an episode, as far as watching it goes.
struct WatchedFeature: Sendable {
    let id: String
    /// Its name, and those of titles that became it: what was watched of them was watched of it.
    let names: [String]
    let kind: FeatureKind
    /// See `Watch.title`.
    let title: String
    /// In seconds.
    let length: Double
    let versions: [Playable]
    let early: EarlyFeature?
    let sources: [String]
    let listing: Listing

    init(_ film: Stored<Film>) {
        let value = film.value
        self.init(
            film.id, film.value.aliases, .film, title: film.id, value.shownDuration, value.versions, value.early, value.sources,
            Listing(
                isListed: value.isListed, availableFrom: value.availableFrom, availableUntil: value.availableUntil,
                subjects: SaleSubject.chain(FilmID(film.id), of: value).map(\.rawValue)))
    }

    init(_ episode: Stored<Episode>) {
        let value = episode.value
        self.init(
            episode.id, episode.value.aliases, .episode, title: value.series.rawValue, value.shownDuration, value.versions, value.early,
            value.sources,
            Listing(
                isListed: value.isListed, availableFrom: value.availableFrom, availableUntil: value.availableUntil,
                subjects: SaleSubject.chain(EpisodeID(episode.id), of: value).map(\.rawValue)))
    }

    /// The title's own times hold for everything but trailers: these run before it comes.
    init(_ shown: ShownExtra) {
        let value = shown.extra.value
        let title: String
        var listing: Listing
        switch shown.title {
        case .film(let film):
            title = film.id
            listing = WatchedFeature(film).listing
        case .series(let series):
            title = series.id
            let chain = value.season.map { [SaleSubject.season(SeriesID(series.id), $0)] } ?? []
            listing = Listing(isListed: series.value.isListed, subjects: (chain + [.series(SeriesID(series.id))]).map(\.rawValue))
        }
        listing.payment = shown.isTrailer ? .free : .likeTitle
        if shown.isTrailer { (listing.availableFrom, listing.availableUntil) = (nil, nil) }
        self.init(
            shown.extra.id, [], .extra, title: title, value.versions.first?.duration, value.versions, nil, [value.source], listing)
    }

    private init(
        _ id: String, _ aliases: [String], _ kind: FeatureKind, title: String, _ duration: Int64?, _ versions: [Playable],
        _ early: EarlyFeature?,
        _ sources: [String], _ listing: Listing
    ) {
        self.id = id
        names = [id] + aliases
        self.kind = kind
        self.title = title
        length = Double(duration ?? 0) / 1000
        self.versions = versions
        self.early = early
        self.sources = sources
        self.listing = listing
    }

    /// Whether it is what these bytes show. Who is in the middle of a package that was replaced meanwhile may go on.
    func has(_ subject: StreamSubject, _ desk: any WatchDesk) async throws -> Bool {
        switch subject {
        case .package(let package): if versions.contains(where: { $0.package == package }) { return true }
        case .early(let job): if early?.job == job { return true }
        }
        return try await desk.source(of: subject).map(sources.contains) ?? false
    }
}

extension StreamSubject {
    /// How a page tells its player what it plays: `package.…` or `early.…`.
    var formText: String {
        switch self {
        case .package(let id): "package.\(id.rawValue)"
        case .early(let job): "early.\(job)"
        }
    }

    init?(formText text: String?) {
        let parts = (text ?? "").split(separator: ".", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "package": self = .package(PackageID(String(parts[1])))
        case "early": self = .early(job: String(parts[1]))
        default: return nil
        }
    }
}
