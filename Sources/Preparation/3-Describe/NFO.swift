import KinoraCatalogue

/// What an NFO file says of a film, a series, a season or an episode.
package struct NFO: Codable, Hashable, Sendable {
    package var title: String?
    package var originalTitle: String?
    package var sortTitle: String?
    package var showTitle: String?
    package var plot: String?
    package var outline: String?
    package var tagline: String?
    package var year: Int?
    /// `YYYY-MM-DD`.
    package var date: String?
    /// 0 … 10.
    package var rating: Double?
    package var ratings: [Rating]?
    package var certificate: String?
    /// From which age on children may see it, as the owner states it.
    package var ownersAge: Int?
    /// Minutes.
    package var runtime: Int?
    /// Addresses of pages.
    package var trailers: [String]?
    /// BCP 47.
    package var languages: [String]?
    package var lock: FactLock?
    package var genres: [String] = []
    package var countries: [String] = []
    package var studios: [String] = []
    package var tags: [String] = []
    package var collection: String?
    package var credits: [Credit] = []
    package var ids: [String: String] = [:]
    package var season: Int?
    package var episode: Int?
    package var lastEpisode: Int?
    package var airsAfterSeason: Int?
    package var airsBeforeSeason: Int?
    package var airsBeforeEpisode: Int?
    /// The names that seasons have, by number.
    package var namedSeasons: [Int: String] = [:]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case title, plot, outline, tagline, year, date, rating, ratings, certificate, runtime, trailers, languages, lock, genres, countries,
            studios, tags, collection, credits, ids,
            season,
            episode
        case ownersAge = "minimum_age"
        case originalTitle = "original_title"
        case sortTitle = "sort_title"
        case showTitle = "show_title"
        case lastEpisode = "last_episode"
        case airsAfterSeason = "airs_after_season"
        case airsBeforeSeason = "airs_before_season"
        case airsBeforeEpisode = "airs_before_episode"
        case namedSeasons = "named_seasons"
    }

    /// Whether nothing of use was in it.
    package var isEmpty: Bool { self == NFO() }
}
