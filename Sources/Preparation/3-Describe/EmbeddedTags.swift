import Foundation
import KinoraCatalogue
import KinoraKernel

/// What a video file says of itself in tags, in the forms of iTunes and Matroska, and the pictures inside it.
package struct EmbeddedTags: Hashable, Sendable {
    /// Names in lower case.
    package var tags: [String: String]
    /// The streams that are covers, the best first.
    package var covers: [Int]

    package init(tags: [String: String], covers: [Int] = []) {
        self.tags = Dictionary(tags.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
        self.covers = covers
    }

    private static let most = 50
    private static let longestText = 20_000
    private static let longestName = 200

    /// What of it may be believed.
    ///
    /// Programs write much into tags that is no title: the name of a release, of the program, of the disc's first track. So a title counts
    /// only if it looks like one, and where the name tells a title too, only if the two are alike.
    /// - Parameter name: the title that the file's name tells; nil where it tells none.
    package func facts(besides name: String?) -> Facts {
        var facts = Facts()
        facts.title = title(besides: name)
        facts.date = date
        facts.year = (value("date_released", "date", "year", "originaldate")?.prefix(4)).flatMap { Int($0) }.flatMap {
            (1888...2100).contains($0) ? $0 : nil
        }
        facts.plot = text("synopsis", "ldes", "summary", "description", "desc").flatMap { Self.isAdvertisement($0) ? nil : $0 }
        facts.genres = list("genre")
        facts.tags = list("keywords")
        facts.certificate = certificate
        facts.studios = list("production_studio", "network").filter { !Self.isAdvertisement($0) }
        facts.credits =
            people("director", .director) + people("written_by", .writer) + people("screenplay_by", .writer)
            + people("actor", .actor)
        if value("media_type") == "9", facts.credits.isEmpty { facts.credits = people("artist", .director) }
        facts.ids = ids
        facts.pictures = covers.prefix(2).map { WantedPicture(.poster, .cover(stream: $0)) }
        return facts
    }

    // MARK: - Title

    private func title(besides name: String?) -> String? {
        guard let title = value("title")?.onOneLine(atMost: Self.longestName), Self.looksLikeTitle(title) else { return nil }
        guard let name else { return title }
        return TitleLikeness.of(title, name) >= Self.alike ? title : nil
    }

    private static let alike = 0.6

    private static func looksLikeTitle(_ text: String) -> Bool {
        guard text.contains(where: \.isLetter) || text.allSatisfy({ $0.isNumber }), !isAdvertisement(text) else { return false }
        let isOneWord = !text.contains(" ") && (text.contains(".") || text.contains("_"))
        let words = Set(SortTitle.fold(text).split(separator: " ").map(String.init))
        return !isOneWord && words.isDisjoint(with: noise) && !empty.contains(SortTitle.fold(text))
    }

    private static let noise: Set<String> = [
        "1080p", "2160p", "720p", "480p", "x264", "x265", "h264", "h265", "hevc", "xvid", "divx", "bluray", "brrip", "bdrip", "dvdrip",
        "webrip", "hdtv", "hdrip", "remux", "encoded", "ripped", "untouched", "torrent", "sample",
    ]
    private static let empty: Set<String> = ["untitled", "title", "movie", "film", "video", "track 1", "sequence 01", "default", "unknown"]

    /// Whether a text names a web page.
    private static func isAdvertisement(_ text: String) -> Bool {
        let lower = text.lowercased()
        return ["www.", "http:", "https:", ".com", ".org", ".net", "@"].contains { lower.contains($0) }
    }

    // MARK: - Other fields

    private var date: String? {
        value("date_released", "date").flatMap { AirDate.find(in: Name(Array($0.prefix(10).utf8)))?.text }
    }

    /// iTunes writes `mpaa|PG-13|300|`.
    private var certificate: String? {
        if let apple = value("itunextc") {
            let parts = apple.split(separator: "|", omittingEmptySubsequences: false)
            if parts.count > 1, !parts[1].isEmpty { return String(parts[1]).onOneLine(atMost: 40) }
        }
        return value("law_rating")?.onOneLine(atMost: 40)
    }

    /// Matroska's tags: `tt0000001`, `movie/1`, `tv/1`, `1`.
    private var ids: [String: String] {
        var ids: [String: String] = [:]
        if let imdb = value("imdb"), ProviderIDs.isFilmNumber(imdb) { ids["imdb"] = imdb }
        for (tag, provider) in [("tmdb", "tmdb"), ("tvdb2", "tvdb"), ("tvdb", "tvdb")] where ids[provider] == nil {
            guard let number = value(tag)?.split(separator: "/").last, (1...12).contains(number.utf8.count),
                number.utf8.allSatisfy(Byte.isDigit)
            else { continue }
            ids[provider] = String(number)
        }
        return ids
    }

    private func people(_ tag: String, _ role: Credit.Role) -> [Credit] {
        list(tag).filter { !Self.isAdvertisement($0) }.map { Credit(name: $0, role: role) }
    }

    private func list(_ names: String...) -> [String] {
        var seen: Set<String> = []
        return names.compactMap { value($0) }.flatMap { $0.split(whereSeparator: { ",;/|".contains($0) }) }.prefix(Self.most)
            .map { $0.trimmingCharacters(in: .whitespaces).onOneLine(atMost: Self.longestName) }
            .filter { !$0.isEmpty && seen.insert($0.lowercased()).inserted }
    }

    private func text(_ names: String...) -> String? {
        for name in names { if let text = value(name) { return String(text.prefix(Self.longestText)) } }
        return nil
    }

    private func value(_ names: String...) -> String? {
        for name in names {
            if let text = tags[name]?.trimmingCharacters(in: .whitespacesAndNewlines), !text.isEmpty { return text }
        }
        return nil
    }
}
