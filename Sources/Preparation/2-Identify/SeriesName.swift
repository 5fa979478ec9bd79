/// A series as the text before an episode's number, or a folder, names it: title, year and ids.
struct SeriesName {
    var title: String?
    var year: Int?
    var ids: [String: String]

    /// - Parameters:
    ///   - end: the word before which it ends; nil to look for the end in a folder's name.
    ///   - latestYear: up to which a bare year in front of the end counts; nil where none does.
    init(_ original: Name, before end: Int? = nil, latestYear: Int? = nil) {
        let found = ProviderIDs(in: original)
        var name = original
        name.skipped = found.places
        ids = found.ids
        let start = LeadingGroup.end(in: name)
        var last = end ?? Self.end(of: name)
        if let end, let bracket = end < name.words.count ? name.words[end].bracket : nil {
            last = name.words(inBracket: bracket).lowerBound
        }
        let first = name.words.firstIndex(where: { $0.start >= start }) ?? name.words.count
        var stop = last < name.words.count ? name.start(of: last) : name.bytes.count
        if first < last, let (year, index) = Self.year(in: first..<last, of: name) {
            self.year = year
            stop = min(stop, name.start(of: index))
        } else if end != nil, let latestYear, let year = Self.bareYear(before: last, from: first, in: name, latestYear) {
            self.year = year
            stop = min(stop, name.start(of: last - 1))
        }
        if start < stop { title = name.text(from: start, to: stop) }
    }

    /// Where seasons, noise or ids begin in a folder's name.
    private static func end(of name: Name) -> Int {
        for index in name.words.indices.dropFirst() {
            if SeasonWords.season(at: index, in: name) != nil || NoiseWords.strength(of: index, in: name) == .strong { return index }
            if SeasonWords.short(at: index, in: name) != nil,
                !name.hasSpaces || index + 1 == name.words.count || NoiseWords.strength(of: index + 1, in: name) != nil
            {
                return index
            }
            if name.skipped.contains(where: { $0.lowerBound > 0 && $0.contains(name.words[index].start) }) { return index }
            if let mark = MarkWord(name.bytes, name.words[index]), case .full = mark.kind { return index }
            if ["complete", "komplett", "integrale"].contains(name.words[index].text) { return index }
        }
        return name.words.count
    }

    /// `Series.2018.S01E02`: releases put the year between the name and the number when two series share a name.
    private static func bareYear(before end: Int, from first: Int, in name: Name, _ latestYear: Int) -> Int? {
        guard !name.hasSpaces, end - 1 > first, end < name.words.count, let year = name.words[end - 1].number,
            name.words[end - 1].digits == 4, (1930...latestYear).contains(year), name.gap(before: end - 1) == .dot
        else { return nil }
        return year
    }

    /// A year alone in brackets, behind a title.
    private static func year(in range: Range<Int>, of name: Name) -> (Int, Int)? {
        for index in range.dropFirst() {
            guard let bracket = name.words[index].bracket, let year = name.words[index].number, name.words[index].digits == 4,
                (1888...2099).contains(year), !name.skipped.contains(where: { $0.contains(name.words[index].start) })
            else { continue }
            let words = name.words(inBracket: bracket)
            if words.count == 1 { return (year, index) }
            // `(1996-2007)`: the first is when it began.
            if words.count == 2, words.lowerBound == index, name.words[index + 1].digits == 4 { return (year, index) }
        }
        return nil
    }
}
