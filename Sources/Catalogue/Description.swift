import KinoraDocuments

/// What a title is about, in words and pictures; shared by films, series and episodes.
package struct Description: Codable, Hashable, Sendable {
    package var title: String
    package var originalTitle: String?
    package var sortTitle: String
    package var year: Int?
    /// When it was first shown: `YYYY-MM-DD`.
    package var date: String?
    package var plot: String?
    package var tagline: String?
    @OrEmpty package var genres: [String] = []
    @OrEmpty package var countries: [String] = []
    /// Spoken in the original, as BCP 47 names them.
    @OrEmpty package var languages: [String] = []
    @OrEmpty package var studios: [String] = []
    @OrEmpty package var tags: [String] = []
    /// An age rating as its country writes it: `FSK 12`, `PG-13`.
    package var certificate: String?
    /// Age ratings by country (ISO 3166-1), as far as a provider tells them.
    @OrEmpty package var certificates: [String: String] = [:]
    /// From which age on children may see it, as the owner states it, whatever its ratings say.
    package var ownersAge: Int?
    /// In minutes, as somebody states it; what is played has its own `Playable.duration`.
    package var runtime: Int?
    /// The series of films it belongs to.
    package var collection: String?
    @OrEmpty package var credits: [Credit] = []
    /// Addresses of pages that show trailers; always `https`.
    @OrEmpty package var trailers: [String] = []
    /// Names at providers: `["imdb": "tt1234567"]`.
    @OrEmpty package var providerIDs: [String: String] = [:]
    /// One of each source.
    @OrEmpty package var ratings: [Rating] = []
    package var poster: Artwork?
    package var backdrop: Artwork?
    package var logo: Artwork?
    /// Where the fields come from, by name; `credits` by role (`directors`, `writers`, `actors`), ids as `id-imdb`, ratings as
    /// `rating-imdb`. A field that is not named follows from others, or is empty.
    @OrEmpty package var origin: [String: Origin] = [:]

    /// See `Film.pictures`.
    var pictures: [String] { Artwork.marks(poster, backdrop, logo) }

    package init(title: String, year: Int? = nil) {
        self.title = title
        self.sortTitle = SortTitle.of(title)
        self.year = year
    }
}
