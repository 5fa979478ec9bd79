import KinoraKernel

/// How a path is understood: the outcome of `NameReader`. Written as JSON with the field names of the command `kinora name --json`.
package struct Understanding: Hashable, Sendable {
    package enum Kind: String, Codable, Sendable {
        case film, episode, extra, subtitle, audio, artwork, nfo, ignored
        /// Folders and names without a file's ending.
        case seasonFolder = "season_folder"
        case seriesFolder = "series_folder"
        /// A file that is nothing Kinora knows.
        case other
    }

    package enum Extra: String, Codable, Sendable, CaseIterable {
        case trailer, sample, scene, clip, interview, featurette, short, other
        case behindTheScenes = "behind_the_scenes"
        case deletedScene = "deleted_scene"
        case themeSong = "theme_song"
        case themeVideo = "theme_video"
    }

    package enum Picture: String, Codable, Sendable {
        case primary, backdrop, banner, logo, thumb
    }

    /// What an NFO file tells about.
    package enum Subject: String, Codable, Sendable {
        case film, series, season, episode
    }

    package enum Flag: String, Codable, Sendable, CaseIterable {
        case `default`, forced
        case hearingImpaired = "hearing_impaired"
    }

    package var kind: Kind
    /// The film's or the episode's title.
    package var title: String?
    package var series: String?
    package var year: Int?
    /// 0 for specials.
    package var season: Int?
    package var episode: Int?
    /// The last number, where one file holds several episodes.
    package var lastEpisode: Int?
    /// Every number of a file with several episodes.
    package var episodes: [Int]?
    /// A number that runs through all seasons.
    package var absolute: Int?
    /// `YYYY-MM-DD`.
    package var date: String?
    /// Names at providers, from the names of file and folders.
    package var ids: [String: String] = [:]
    package var edition: String?
    package var version: String?
    package var part: Int?
    /// The way a 3D picture is packed: `hsbs`, `htab` …
    package var stereo: String?
    package var extra: Extra?
    package var artwork: Picture?
    package var subject: Subject?
    /// ISO 639-2/B.
    package var language: String?
    package var flags: [Flag] = []
    package var label: String?
    /// Whether the names allow another reading, or too little of any: for the review list.
    package var isUnsure = false
    /// What else the names could mean, best first.
    package var readings: [String] = []
    /// Why it is unsure, in plain sentences.
    package var doubts: [String] = []
    /// The same for other languages than English.
    package internal(set) var explainedDoubts: [Explanation] = []

    package init(_ kind: Kind) {
        self.kind = kind
    }

    /// Notes a doubt.
    /// - Parameter reading: what the names could mean instead.
    mutating func doubt(_ sentence: Explanation, instead reading: String? = nil) {
        isUnsure = true
        doubts.append(sentence.english)
        explainedDoubts.append(sentence)
        if let reading { readings.append(reading) }
    }

    /// One line for lists and terminals: `Harbour Lights (2021)`, `Night Ferry S01E02`.
    package var summary: String {
        switch kind {
        case .film: return named(title) + (edition.map { " [\($0)]" } ?? "")
        case .episode: return named(series) + number + (title.map { " " + $0 } ?? "")
        case .seasonFolder: return named(series) + (season.map { " season \($0)" } ?? "")
        case .seriesFolder: return named(series)
        default: return [kind.rawValue, extra?.rawValue, artwork?.rawValue, language, title].compactMap { $0 }.joined(separator: " ")
        }
    }

    private func named(_ name: String?) -> String {
        (name ?? "?") + (year.map { " (\($0))" } ?? "")
    }

    private var number: String {
        if let season, let episode {
            let last = lastEpisode.map { "-E" + Self.two($0) } ?? ""
            return " S" + Self.two(season) + "E" + Self.two(episode) + last
        }
        if let date { return " " + date }
        if let absolute { return " \(absolute)" }
        return season == 0 ? " special" : ""
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Understanding: Codable {
    private enum CodingKeys: String, CodingKey {
        case kind = "type"
        case title, series, year, season, episode, episodes, absolute, date, ids, edition, version, part, stereo, extra, artwork, language,
            flags, label, readings
        case lastEpisode = "last_episode"
        case subject = "for"
        case isUnsure = "unsure"
        case doubts = "reasons"
    }
}
