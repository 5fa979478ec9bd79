/// A day in a name: `2015-09-07`, `2015.09.07`, `28.04.2014`, and among release words `140722`.
struct AirDate: Hashable {
    var year: Int
    var month: Int
    var day: Int
    var words: Range<Int>
    /// Day and month could be the other way round.
    var isAmbiguous = false

    /// ISO 8601.
    var text: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(day))"
    }

    static func find(in name: Name) -> AirDate? {
        for index in name.words.indices {
            if let date = date(at: index, in: name) { return date }
        }
        if let recorded = name.words.indices.lazy.compactMap({ recorded(at: $0, in: name) }).first { return recorded }
        guard name.words.indices.contains(where: { NoiseWords.strength(of: $0, in: name) == .strong }) else { return nil }
        return name.words.indices.lazy.compactMap { short(at: $0, in: name) }.first
    }

    /// Three numbers with the same separator between them.
    static func date(at index: Int, in name: Name) -> AirDate? {
        guard index + 2 < name.words.count else { return nil }
        let words = name.words[index...(index + 2)]
        guard let first = words[index].number, let second = words[index + 1].number, let third = words[index + 2].number,
            words[index + 1].digits <= 2
        else { return nil }
        let gap = name.gap(before: index + 1)
        guard gap == name.gap(before: index + 2), [.dash, .dot, .underscore, .space].contains(gap),
            words[index + 1].start - words[index].end == 1, words[index + 2].start - words[index + 1].end == 1
        else { return nil }
        let range = index..<(index + 3)
        if words[index].digits == 4, words[index + 2].digits <= 2 {
            return valid(first, second, third).map { AirDate(year: $0, month: $1, day: $2, words: range) }
        }
        guard words[index + 2].digits == 4, words[index].digits <= 2 else { return nil }
        let dayFirst = valid(third, second, first)
        let monthFirst = valid(third, first, second)
        guard let (year, month, day) = dayFirst ?? monthFirst else { return nil }
        let isAmbiguous = dayFirst != nil && monthFirst != nil && first != second
        return AirDate(year: year, month: month, day: day, words: range, isAmbiguous: isAmbiguous)
    }

    /// `20140722_1930`: a recording's day and time.
    private static func recorded(at index: Int, in name: Name) -> AirDate? {
        let next = index + 1
        guard name.words[index].digits == 8, next < name.words.count, let time = name.words[next].number,
            name.words[next].digits == 4 || name.words[next].digits == 6, name.words[next].bracket == nil
        else { return nil }
        let minutes = name.words[next].digits == 4 ? time : time / 100
        guard minutes / 100 < 24, minutes % 100 < 60 else { return nil }
        return short(at: index, in: name)
    }

    /// `140722` or `20140722`.
    private static func short(at index: Int, in name: Name) -> AirDate? {
        let word = name.words[index]
        guard let number = word.number, word.bracket == nil, word.digits == 6 || word.digits == 8 else { return nil }
        let year = word.digits == 6 ? 2000 + number / 10000 : number / 10000
        return valid(year, number / 100 % 100, number % 100).map { AirDate(year: $0, month: $1, day: $2, words: index..<(index + 1)) }
    }

    private static func valid(_ year: Int, _ month: Int, _ day: Int) -> (Int, Int, Int)? {
        guard (1900...2099).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        if day == 31, [2, 4, 6, 9, 11].contains(month) || day > 29 && month == 2 { return nil }
        return day > 29 && month == 2 ? nil : (year, month, day)
    }
}
