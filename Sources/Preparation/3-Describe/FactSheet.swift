import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Everything that is said of one source, series or season, by origin: what descriptions are made of.
///
/// What a source's own files say stays with the source when it moves to another title. What providers say of a film or an episode stands
/// on a sheet of the title.
package struct FactSheet: Record, Hashable {
    package static let schema = CollectionSchema("facts", indexes: [.lookup("waitsFor"), .lookup("match.state"), .lookup("match.again")])

    /// What has still to be done for a sheet.
    package enum Errand: String, Codable, Hashable, Sendable {
        /// Reading the tags inside the video file.
        case tags
        /// Making the subtitles of its package anew.
        case texts
        /// Making pictures for pages.
        case pictures
        /// The same, of which some could not be had the last time.
        case picturesLater
        /// Asking providers.
        case providers
        /// The same, of those that could not be asked the last time.
        case providersLater
    }

    package var subject: Subject
    @OrEmpty package var waitsFor: [Errand] = []
    /// By `Origin`.
    @OrEmpty private var words: [String: Facts] = [:]

    /// What became of asking providers; nil before.
    package var match: Match?
    /// Names at providers by which the owner chose among candidates for a series. Of a film, its correction holds them.
    @OrEmpty package var chosen: [String: String] = [:]

    package init(_ subject: Subject) {
        self.subject = subject
    }

    package subscript(origin: Origin) -> Facts? {
        get { words[origin.rawValue] }
        set { words[origin.rawValue] = newValue.flatMap { $0.isEmpty ? nil : $0 } }
    }

    /// In a fixed order.
    package var said: [Said] {
        let words = Origin.allCases.compactMap { origin in self[origin].map { Said(origin, $0) } }
        guard !chosen.isEmpty else { return words }
        var owner = Facts()
        owner.ids = chosen
        return [Said(.owner, owner)] + words
    }

    mutating func wait(for errand: Errand) {
        if !waitsFor.contains(errand) { waitsFor.append(errand) }
    }

    /// Forgets what providers said, so that they are asked anew.
    mutating func forgetProviders() {
        for provider in [Origin.tmdb, .omdb] { self[provider] = nil }
        match = nil
    }
}

/// Whom a sheet is about.
package enum Subject: Hashable, Sendable {
    /// A video file, by its fingerprint.
    case source(String)
    case film(FilmID)
    case series(SeriesID)
    case season(SeriesID, Int)
    case episode(EpisodeID)

    /// The name of its sheet.
    package var name: String {
        switch self {
        case .source(let source): "source-\(source)"
        case .film(let id): "film-\(id.rawValue)"
        case .series(let id): "series-\(id.rawValue)"
        case .season(let id, let number): "season-\(number)-\(id.rawValue)"
        case .episode(let id): "episode-\(id.rawValue)"
        }
    }

    package init?(name: String) {
        let parts = name.split(separator: "-", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "source": self = .source(parts[1])
        case "film": self = .film(FilmID(parts[1]))
        case "series": self = .series(SeriesID(parts[1]))
        case "episode": self = .episode(EpisodeID(parts[1]))
        case "season":
            let rest = parts[1].split(separator: "-", maxSplits: 1).map(String.init)
            guard rest.count == 2, let number = Int(rest[0]) else { return nil }
            self = .season(SeriesID(rest[1]), number)
        default: return nil
        }
    }
}

extension Subject: Codable {
    package init(from decoder: any Swift.Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let subject = Subject(name: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "it names no source and no title")
        }
        self = subject
    }

    package func encode(to encoder: any Swift.Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}
