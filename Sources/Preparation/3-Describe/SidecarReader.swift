import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Reads JSON files beside videos: those that download programs write (`Film.info.json`), and Kinora's own (`movie.json`, `tvshow.json`,
/// `season.json`, `<video>.json`).
///
/// Kinora's own fields are those of a description in snake case: `title`, `original_title`, `sort_title`, `year`, `date`, `plot`,
/// `tagline`, `genres`, `countries`, `languages`, `studios`, `tags`, `certificate`, `runtime` (minutes), `collection`, `directors`,
/// `writers`, `actors` (names, or `{"name": …, "character": …}`), `trailers`, `ids` (`{"imdb": "tt…"}`).
package enum SidecarReader {
    /// Bytes. The lists of formats make some of these files long.
    static let longest = 4 << 20
    private static let most = 200
    private static let longestText = 20_000
    private static let longestName = 200

    /// - Throws: `SidecarTrouble`. The caller goes on without the file.
    package static func facts(of bytes: [UInt8]) throws -> Facts {
        guard bytes.count <= longest else { throw SidecarTrouble.tooLarge }
        let value: Value
        do {
            value = try Value(json: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...])
        } catch {
            throw SidecarTrouble.isBroken(reason: error.reason)
        }
        guard case .object(let fields) = value else { throw SidecarTrouble.isBroken(reason: "it holds no object") }
        return fields["extractor"] != nil || fields["webpage_url"] != nil ? downloaded(fields) : own(fields)
    }

    // MARK: - Kinora's own

    private static func own(_ fields: [String: Value]) -> Facts {
        var facts = Facts()
        facts.title = line(fields["title"])
        facts.originalTitle = line(fields["original_title"])
        facts.sortTitle = line(fields["sort_title"])
        facts.date = day(fields["date"])
        facts.year = number(fields["year"], 1870...2100) ?? facts.date.flatMap { Int($0.prefix(4)) }
        facts.plot = text(fields["plot"]) ?? text(fields["description"])
        facts.tagline = line(fields["tagline"])
        facts.genres = list(fields["genres"])
        facts.countries = list(fields["countries"])
        facts.languages = languages(fields["languages"])
        facts.studios = list(fields["studios"])
        facts.tags = list(fields["tags"])
        facts.certificate = line(fields["certificate"])
        facts.runtime = number(fields["runtime"], 1...2000)
        facts.collection = line(fields["collection"])
        facts.credits =
            credits(fields["directors"], .director) + credits(fields["writers"], .writer) + credits(fields["actors"], .actor)
        facts.trailers = list(fields["trailers"], longest: 300).compactMap(TrailerAddress.of)
        facts.ids = ids(fields["ids"])
        return facts
    }

    private static func credits(_ value: Value?, _ role: Credit.Role) -> [Credit] {
        guard case .array(let items) = value else { return [] }
        return items.prefix(most).compactMap { item in
            if case .object(let fields) = item {
                return line(fields["name"]).map { Credit(name: $0, role: role, character: line(fields["character"])) }
            }
            return line(item).map { Credit(name: $0, role: role) }
        }
    }

    private static func ids(_ value: Value?) -> [String: String] {
        guard case .object(let fields) = value else { return [:] }
        var ids: [String: String] = [:]
        for (provider, id) in fields.prefix(most) where isWord(provider, atMost: 20) {
            let text: String? =
                switch id {
                case .string(let text): text
                case .int(let number): String(number)
                default: nil
                }
            if let text, isWord(text, atMost: 40) { ids[provider.lowercased()] = text }
        }
        return ids
    }

    private static func isWord(_ text: String, atMost length: Int) -> Bool {
        (1...length).contains(text.utf8.count) && text.utf8.allSatisfy { Byte.isLetter($0) || Byte.isDigit($0) }
    }

    // MARK: - Download programs

    private static func downloaded(_ fields: [String: Value]) -> Facts {
        var facts = Facts()
        let isEpisode = fields["episode"] != nil || fields["episode_number"] != nil
        facts.title = (isEpisode ? line(fields["episode"]) : nil) ?? line(fields["title"]) ?? line(fields["fulltitle"])
        facts.plot = text(fields["description"])
        facts.date = day(fields["release_date"]) ?? day(fields["upload_date"])
        facts.year = number(fields["release_year"], 1870...2100) ?? facts.date.flatMap { Int($0.prefix(4)) }
        facts.genres = list(fields["genres"])
        facts.tags = Array((list(fields["categories"]) + list(fields["tags"])).prefix(most))
        facts.languages = languages(fields["language"])
        facts.studios = [line(fields["channel"]) ?? line(fields["uploader"])].compactMap(\.self)
        facts.runtime = number(fields["duration"], 30...120_000).map { max(1, ($0 + 30) / 60) }
        facts.credits = credits(fields["cast"], .actor)
        if let age = number(fields["age_limit"], 1...21) { facts.certificate = "\(age)+" }
        return facts
    }

    // MARK: - Values

    private static func text(_ value: Value?) -> String? {
        guard case .string(let text) = value else { return nil }
        let trimmed = String(text.prefix(longestText)).trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.isEmpty ? nil : trimmed
    }

    private static func line(_ value: Value?, atMost length: Int = longestName) -> String? {
        text(value)?.onOneLine(atMost: length)
    }

    private static func list(_ value: Value?, longest: Int = longestName) -> [String] {
        guard case .array(let items) = value else { return line(value, atMost: longest).map { [$0] } ?? [] }
        var seen: Set<String> = []
        return items.prefix(most).compactMap { line($0, atMost: longest) }.filter { seen.insert($0.lowercased()).inserted }
    }

    private static func languages(_ value: Value?) -> [String] {
        list(value).map(LanguageTag.init).filter(\.isKnown).map(\.tag)
    }

    private static func number(_ value: Value?, _ range: ClosedRange<Int>) -> Int? {
        let number: Int? =
            switch value {
            case .int(let number): Int(exactly: number)
            case .double(let number): Int(exactly: number.rounded())
            case .string(let text): Int(text)
            default: nil
            }
        return number.flatMap { range.contains($0) ? $0 : nil }
    }

    /// `2024-03-05` or `20240305`.
    private static func day(_ value: Value?) -> String? {
        guard var text = line(value) else { return nil }
        if text.utf8.count == 8, text.utf8.allSatisfy(Byte.isDigit) {
            text = "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.dropFirst(6))"
        }
        return AirDate.find(in: Name(Array(text.prefix(10).utf8)))?.text
    }
}

/// Why a JSON file beside a video was not used.
package enum SidecarTrouble: Complaint, Hashable {
    case tooLarge
    case isBroken(reason: String)

    package var sentence: String {
        switch self {
        case .tooLarge: "The JSON file is larger than 4 MB and was not read."
        case .isBroken(let reason): "The JSON file cannot be read (\(reason.onOneLine(atMost: 120))); correct it, or remove it."
        }
    }
}
