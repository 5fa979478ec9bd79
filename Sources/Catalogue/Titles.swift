import KinoraDocuments
import KinoraKernel
import KinoraMedia

/// What can be listed: a film, or a series with seasons and episodes.
package enum Title {}
package typealias FilmID = Identifier<Film>
package typealias SeriesID = Identifier<Series>
package typealias SeasonID = Identifier<Season>
package typealias EpisodeID = Identifier<Episode>

package struct Credit: Codable, Hashable, Sendable {
    package enum Role: String, Codable, Sendable { case director, writer, actor }

    package var name: String
    package var role: Role
    /// The figure an actor plays.
    package var character: String?
    /// The place among those of the same role, where somebody numbered them; else they stand in their order.
    package var order: Int?
    /// The person's names at providers: `["imdb": "nm1234567"]`.
    package var providerIDs: [String: String]?
    /// Where a provider has a picture of the person.
    package var portrait: String?

    package init(
        name: String, role: Role, character: String? = nil, order: Int? = nil, providerIDs: [String: String]? = nil, portrait: String? = nil
    ) {
        self.name = name
        self.role = role
        self.character = character
        self.order = order
        self.providerIDs = providerIDs
        self.portrait = portrait
    }
}

/// What makes a film or an episode playable: one package for each version, the preferred first.
package struct Playable: Codable, Hashable, Sendable {
    package var package: PackageID
    /// The source it was made of, by its fingerprint.
    package var source: String
    /// What tells it from other versions (`Director's Cut`, `2160p`, `Part 1 of 2`); nil where the file's name tells nothing.
    package var version: String?
    /// Milliseconds.
    package var duration: Int64
    /// The height of the best picture, in lines.
    package var height: Int
    package var audioLanguages: [LanguageTag]
    package var textLanguages: [LanguageTag]
    /// A path inside the package, for pages that have no artwork.
    package var still: String?
    /// A path inside the package, where the film has chapters.
    package var chapters: String?
    /// Since when the original file is gone, if it is; what was prepared plays on.
    package var missingSince: Moment?

    package init(
        package: PackageID, source: String, version: String? = nil, duration: Int64, height: Int,
        audioLanguages: [LanguageTag], textLanguages: [LanguageTag], still: String? = nil, chapters: String? = nil,
        missingSince: Moment? = nil
    ) {
        self.package = package
        self.source = source
        self.version = version
        self.duration = duration
        self.height = height
        self.audioLanguages = audioLanguages
        self.textLanguages = textLanguages
        self.still = still
        self.chapters = chapters
        self.missingSince = missingSince
    }
}

/// A film. It is in the catalogue from the moment it was described, and listed once it has something to play.
package struct Film: Record, Hashable {
    package static let schema = CollectionSchema(
        "films",
        indexes: [
            .lookup("key"), .lookup("isListed", "description.sortTitle"), .lookup("isListed", "listedAt"),
            .lookup("isListed", "description.year"), .lookup("isListed", "minimumAge"), .lookup("description.genres"),
            .lookup("sources"), .lookup("packages"), .lookup("early.job"), .lookup("pictures"), .lookup("aliases"), .lookup("otherKeys"),
        ],
        searchable: ["description.title", "description.originalTitle"])

    package var description: Description {
        didSet { pictures = description.pictures }
    }
    /// What tells that two files are the same film: folded title and year.
    package var key: String
    package var versions: [Playable] {
        didSet { packages = versions.map(\.package.rawValue) }
    }
    /// What can be watched while it is prepared; nil once there is a version.
    package var early: EarlyFeature?
    /// The sources that belong here, by fingerprint, prepared or not.
    package var sources: [String]
    package var isListed: Bool
    package var listedAt: Moment?
    /// From which age on it is for children (`AgeRule`); nil where nobody rated it.
    package var minimumAge: Int?
    /// The packages of its versions, for finding it by one.
    @OrEmpty package var packages: [String] = []
    /// The files of its artwork, for finding it by one (`Artwork.mark`).
    @OrEmpty package var pictures: [String] = []
    /// What it took in: films that turned out to be this one (`CatalogueEditor.absorb`).
    @OrEmpty package var absorbed: [AbsorbedTitle] = [] {
        didSet {
            aliases = absorbed.map(\.id)
            otherKeys = Set(absorbed.flatMap(\.keys)).sorted()
        }
    }
    /// The names among documents of what it took in; addresses and histories with them mean this one.
    @OrEmpty package private(set) var aliases: [String] = []
    /// The keys of what it took in: whatever bears one belongs here.
    @OrEmpty package private(set) var otherKeys: [String] = []
    /// It can be played from this moment on; nil for always.
    package var availableFrom: Moment?
    /// It can be played until this moment; nil for ever.
    package var availableUntil: Moment?
}

/// A series. Listed once one of its episodes can be played.
package struct Series: Record, Hashable {
    package static let schema = CollectionSchema(
        "series",
        indexes: [
            .unique("key"), .lookup("isListed", "description.sortTitle"), .lookup("isListed", "listedAt"),
            .lookup("isListed", "description.year"), .lookup("isListed", "minimumAge"), .lookup("description.genres"),
            .lookup("pictures"), .lookup("aliases"), .lookup("otherKeys"),
        ],
        searchable: ["description.title", "description.originalTitle"])

    package var description: Description {
        didSet { pictures = description.pictures }
    }
    package var key: String
    package var isListed: Bool
    package var listedAt: Moment?
    /// From which age on there is something of it for children: the lowest of its listed episodes; nil where none of them is rated.
    package var minimumAge: Int?
    /// Whether one of its listed episodes has no age; nil for no.
    package var hasUnrated: Bool?
    /// See `Film.pictures`.
    @OrEmpty package var pictures: [String] = []
    /// See `Film.absorbed`.
    @OrEmpty package var absorbed: [AbsorbedTitle] = [] {
        didSet {
            aliases = absorbed.map(\.id)
            otherKeys = Set(absorbed.flatMap(\.keys)).sorted()
        }
    }
    /// See `Film.aliases`.
    @OrEmpty package private(set) var aliases: [String] = []
    /// See `Film.otherKeys`.
    @OrEmpty package private(set) var otherKeys: [String] = []
}

package struct Season: Record, Hashable {
    package static let schema = CollectionSchema("seasons", indexes: [.unique("series", "number"), .lookup("pictures")])

    package var series: SeriesID
    /// 0 for specials.
    package var number: Int
    package var title: String?
    package var plot: String?
    package var poster: Artwork? {
        didSet { pictures = Artwork.marks(poster) }
    }
    /// See `Description.origin`.
    package var origin: [String: Origin]?
    /// See `Film.pictures`.
    @OrEmpty package var pictures: [String] = []
}

package struct Episode: Record, Hashable {
    package static let schema = CollectionSchema(
        "episodes",
        indexes: [
            .unique("series", "season", "number"), .lookup("sources"), .lookup("isListed", "listedAt"), .lookup("packages"),
            .lookup("early.job"), .lookup("pictures"), .lookup("aliases"),
        ],
        searchable: ["description.title"])

    package var series: SeriesID
    /// The season's number; 0 for specials.
    package var season: Int
    package var number: Int
    /// The last number, where one file holds several episodes.
    package var lastNumber: Int?
    package var description: Description {
        didSet { pictures = description.pictures }
    }
    package var versions: [Playable] {
        didSet { packages = versions.map(\.package.rawValue) }
    }
    /// See `Film.early`.
    package var early: EarlyFeature?
    package var sources: [String]
    package var isListed: Bool
    package var listedAt: Moment?
    /// From which age on it is for children: the stricter of its own and its series' age; nil where neither is rated.
    package var minimumAge: Int?
    /// See `Film.packages`.
    @OrEmpty package var packages: [String] = []
    /// See `Film.pictures`.
    @OrEmpty package var pictures: [String] = []
    /// See `Film.absorbed`.
    @OrEmpty package var absorbed: [AbsorbedTitle] = [] {
        didSet { aliases = absorbed.map(\.id) }
    }
    /// See `Film.aliases`.
    @OrEmpty package private(set) var aliases: [String] = []
    /// See `Film.availableFrom`.
    package var availableFrom: Moment?
    /// See `Film.availableUntil`.
    package var availableUntil: Moment?
}

extension Episode {
    /// Numbers from here on are made of a name, for what has none, and shown to nobody.
    package static let firstUnnumbered = 1_000_000

    package var isNumbered: Bool { number < Self.firstUnnumbered }
}
