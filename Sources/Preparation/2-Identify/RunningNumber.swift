/// A number that counts a series' episodes through all seasons: `Series - 154 [720p]`, `[Group] Series - 05v2`, `Series 889`, `02.Title`.
struct RunningNumber {
    var number: Int
    var word: Int
    /// Whether it stands before everything else.
    var leads: Bool
    /// `anything_102`: written as if the first digit were the season.
    var isGlued: Bool
    /// Behind a leading number a single dash may name the last one: `02-03`.
    var last: Int?

    /// - Parameters:
    ///   - first: the first word behind a leading `[Group]`.
    ///   - mayLead: whether a number in front counts.
    static func find(in name: Name, from first: Int, mayLead: Bool) -> RunningNumber? {
        let words = name.words
        guard first < words.count else { return nil }
        if mayLead, let leading = leading(in: name, at: first) { return leading }
        let candidates = words.indices.filter { $0 > first && value($0, in: name) != nil }
        if let range = candidates.lazy.compactMap({ range(at: $0, from: first, in: name) }).first { return range }
        let dashed = candidates.first { name.hasSpacedDash(before: $0) && isEnd($0 + 1, in: name) }
        let apart = dashed ?? candidates.last { isEnd($0 + 1, in: name) && isApart($0, in: name) }
        guard let index = apart ?? (first == 0 ? candidates.first { isSceneStyle($0, in: name) } : nil), let number = value(index, in: name)
        else { return nil }
        let gap = name.gap(before: index)
        let isGlued = words[index].digits == 3 && (gap == .underscore || gap == .dot) && number >= 100 && (1...39).contains(number % 100)
        return RunningNumber(number: number, word: index, leads: false, isGlued: isGlued && first == 0)
    }

    /// `02`, `2. Title`, `16 - 12 Title`, `02-03 - Title`.
    static func leading(in name: Name, at first: Int) -> RunningNumber? {
        let words = name.words
        guard let number = words[first].number, words[first].digits <= 3, words[first].bracket == nil,
            !NoiseWords.isChannels(first, in: name)
        else {
            return nil
        }
        var found = RunningNumber(number: number, word: first, leads: true, isGlued: false)
        let next = first + 1
        if next < words.count, let last = words[next].number, words[next].digits <= 3, last > number,
            name.bytes[words[first].end..<words[next].start].elementsEqual([Byte.dash]),
            next + 1 == words.count || name.hasSpacedDash(before: next + 1)
        {
            found.last = last
        }
        return found
    }

    /// `[Group] Series - 05-06 [720p]`: only behind a group and a dash.
    private static func range(at index: Int, from first: Int, in name: Name) -> RunningNumber? {
        guard first > 0, name.hasSpacedDash(before: index), index + 1 < name.words.count, let number = value(index, in: name),
            let last = value(index + 1, in: name), last > number, last - number < 100,
            name.bytes[name.words[index].end..<name.words[index + 1].start].elementsEqual([Byte.dash]), isEnd(index + 2, in: name)
        else { return nil }
        return RunningNumber(number: number, word: index, leads: false, isGlued: false, last: last)
    }

    /// A number of up to four digits outside brackets that is no year, resolution or sound; `05v2` counts as 5.
    private static func value(_ index: Int, in name: Name) -> Int? {
        let word = name.words[index]
        guard word.bracket == nil else { return nil }
        if let number = word.number {
            let isYear = word.digits == 4 && (1900...2099).contains(number)
            return word.digits <= 4 && !isYear && !NoiseWords.isChannels(index, in: name) ? number : nil
        }
        let digits = word.text.utf8.prefix(while: Byte.isDigit)
        let rest = word.text.utf8.dropFirst(digits.count)
        guard (1...4).contains(digits.count), rest.count == 2, rest.first == UInt8(ascii: "v"), rest.last.map(Byte.isDigit) == true else {
            return nil
        }
        return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// `Series.Title.102.Pilot`: three digits between dots or underscores, in a name without spaces.
    private static func isSceneStyle(_ index: Int, in name: Name) -> Bool {
        let glue: [Name.Gap] = [.dot, .underscore]
        guard !name.hasSpaces, name.words[index].digits == 3, let number = name.words[index].number, number >= 100 else { return false }
        return (1...39).contains(number % 100) && glue.contains(name.gap(before: index)) && glue.contains(name.gap(before: index + 1))
    }

    private static func isApart(_ index: Int, in name: Name) -> Bool {
        name.bytes[name.words[index - 1].end..<name.words[index].start].elementsEqual([Byte.dash]) == false
    }

    private static func isEnd(_ index: Int, in name: Name) -> Bool {
        index >= name.words.count || name.words[index].bracket != nil || name.hasSpacedDash(before: index)
            || NoiseWords.strength(of: index, in: name) == .strong || isLastWord(index, in: name)
    }

    /// `12 END [1080p]`: the last of a series says so.
    private static func isLastWord(_ index: Int, in name: Name) -> Bool {
        name.words[index].text == "end" && (index + 1 == name.words.count || name.words[index + 1].bracket != nil)
    }
}
