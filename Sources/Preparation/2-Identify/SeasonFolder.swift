/// A folder that holds one season: `Season 02`, `S02`, `3.Staffel`, `Series Season 2` below `Series`, `Series.S04.1080p.WEB`.
struct SeasonFolder {
    var number: Int
    /// The series' name, where the folder bears it.
    var series: String?

    /// - Parameter parent: the folder above; nil where there is none that could be the series' own.
    init?(_ name: Name, below parent: Name?) {
        guard !name.words.isEmpty else { return nil }
        let bare = name.without(ProviderIDs(in: name).places)
        if Self.isSpecials(bare) {
            number = 0
            return
        }
        if let number = Self.whole(bare) {
            self.number = number
            return
        }
        if let number = Self.lone(bare, below: parent) {
            self.number = number
            return
        }
        guard let (number, series) = Self.named(bare, below: parent) else { return nil }
        self.number = number
        self.series = series
    }

    private static func isSpecials(_ name: Name) -> Bool {
        name.words.count == 1 && name.words[0].text == "specials"
    }

    /// The season stands first and nothing but noise, brackets or a title behind a dash follows.
    private static func whole(_ name: Name) -> Int? {
        let (number, length): (Int, Int)
        if let found = SeasonWords.season(at: 0, in: name) {
            (number, length) = found
        } else if let short = SeasonWords.short(at: 0, in: name) {
            (number, length) = (short, 1)
        } else {
            return nil
        }
        guard length < name.words.count else { return number }
        let gap = name.gap(before: length)
        let next = name.words[length]
        // `Season 1-3` is several, `S01 E02` and `Season 1 Episode 2` are episodes.
        if next.number != nil, !gap.contains(.bracket), !name.hasSpacedDash(before: length) { return nil }
        if SeasonWords.episode.contains(next.text) { return nil }
        if let mark = MarkWord(name.bytes, next), mark.kind != .seasonOnly { return nil }
        return gap.contains(.bracket) || name.hasSpacedDash(before: length) || NoiseWords.strength(of: length, in: name) != nil
            || gap == .dot || length > 0 && gap == .space && length >= 2 ? number : nil
    }

    /// A bare number is a season only below a folder that can be a series.
    private static func lone(_ name: Name, below parent: Name?) -> Int? {
        guard name.words.count == 1, let number = name.words[0].number, name.words[0].digits <= 2, let parent, !parent.words.isEmpty,
            !parent.words.contains(where: {
                ["collection", "collections", "trilogy", "saga", "anthology", "filme", "films", "movies"].contains($0.text)
            })
        else { return nil }
        return number
    }

    /// The series' name comes first: taken when the folder above is that series, or when the name is a release's.
    private static func named(_ name: Name, below parent: Name?) -> (Int, String?)? {
        guard EpisodeMark.find(in: name)?.season == nil, AirDate.find(in: name) == nil else { return nil }
        for index in name.words.indices.dropFirst() {
            let found: (number: Int, length: Int)
            if let worded = SeasonWords.season(at: index, in: name) {
                found = worded
            } else if let short = SeasonWords.short(at: index, in: name), name.words[index].digits == 0 {
                found = (short, 1)
            } else {
                continue
            }
            let after = index + found.length
            // `S01-S03` and `Season 1-3` are several seasons.
            if after < name.words.count,
                SeasonWords.short(at: after, in: name) != nil || name.words[after].digits == 1 && name.gap(before: after) == .dash
            {
                return nil
            }
            // `S3 - 12` is an episode.
            if after < name.words.count, name.words[after].number != nil, name.hasSpacedDash(before: after) { return nil }
            let series = name.text(from: 0, to: name.start(of: index))
            let isBelowSeries = parent.map { isSame($0, series) } ?? false
            let isRelease = !name.hasSpaces || name.words.indices[after...].contains { NoiseWords.strength(of: $0, in: name) == .strong }
            return isBelowSeries || isRelease ? (found.number, series) : nil
        }
        return nil
    }

    /// Whether a folder is the series of this name, whatever year, ids and separators it has.
    private static func isSame(_ parent: Name, _ series: String?) -> Bool {
        guard let series else { return false }
        let reading = SeriesName(parent)
        return reading.title.map { Folded.text($0) == Folded.text(series) } ?? false
    }
}
