/// A film as one name tells it, without looking at other names.
struct FilmReading {
    var title: String?
    var year: Int?
    var edition: String?
    var stereo: String?
    var part: Int?
    var ids: [String: String]
    /// Whether the name holds a year, an id, noise, an edition or a part: something that names of release files scrambled by machines lack.
    var hasKnownWords = false
    /// What else the title could be.
    var otherTitle: String?

    /// Whether title and year (or an id) can be told from this name alone.
    var isComplete: Bool { title != nil && (year != nil || !ids.isEmpty) }

    /// - Parameter latestYear: the last year a film can be of.
    init(_ original: Name, latestYear: Int) {
        self.init(whole: original, latestYear: latestYear)
        guard year == nil, let (year, rest) = Self.leadingYear(original, latestYear) else { return }
        let behind = FilmReading(whole: rest, latestYear: latestYear)
        guard behind.title != nil else { return }
        self = behind
        self.year = year
        otherTitle = original.text(from: 0, to: original.bytes.count)
    }

    /// `1999 - Title`: a collection sorted by years.
    private static func leadingYear(_ name: Name, _ latestYear: Int) -> (Int, Name)? {
        guard name.words.count > 1, let year = name.words[0].number, name.words[0].digits == 4, (1888...latestYear).contains(year),
            name.words[0].bracket == nil, name.hasSpacedDash(before: 1)
        else { return nil }
        return (year, Name(Array(name.bytes[name.start(of: 1)...])))
    }

    private init(whole original: Name, latestYear: Int) {
        var name = original
        let found = ProviderIDs(in: name)
        ids = found.ids
        name.skipped = found.places
        if let tag = ProviderIDs.editionTag(in: name) {
            edition = tag.edition
            name.skipped.append(tag.place)
        }
        stereo = Self.stereo(in: name)
        let words = FilmWords(name, latestYear: latestYear)
        year = words.year.flatMap { name.words[$0].number }
        if edition == nil { edition = words.edition }
        part = words.part
        title = words.title
        hasKnownWords = year != nil || !ids.isEmpty || edition != nil || part != nil || words.hasNoise
    }

    private static func stereo(in name: Name) -> String? {
        for (word, next) in zip(name.words, name.words.dropFirst()) where word.text == "3d" && packings.contains(next.text) {
            return next.text
        }
        return nil
    }

    private static let packings: Set<String> = ["hsbs", "fsbs", "htab", "ftab", "mvc", "sbs", "tab", "hou", "fou"]
}
