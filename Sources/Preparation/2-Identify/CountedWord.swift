/// A number with the counters that Chinese, Japanese and Korean write around it, all in one word: `第2季`, `第07話`, `제7화`, `5화`.
enum CountedWord {
    private static let seasons: Set<String> = ["季", "期", "シーズン", "시즌", "기", "部"]
    private static let episodes: Set<String> = ["話", "话", "集", "回", "화", "회"]
    private static let openings: Set<String> = ["", "第", "제"]

    static func season(_ word: Name.Word) -> Int? { number(word, before: seasons) }

    static func episode(_ word: Name.Word) -> Int? { number(word, before: episodes) }

    private static func number(_ word: Name.Word, before counters: Set<String>) -> Int? {
        // Only words with a digit and with letters beyond ASCII are looked at.
        guard word.number == nil, word.text.utf8.contains(where: { $0 >= 128 }) else { return nil }
        let opening = word.text.prefix { !isDigit($0) }
        let rest = word.text.dropFirst(opening.count)
        let digits = rest.prefix(while: isDigit)
        guard (1...4).contains(digits.utf8.count), openings.contains(String(opening)),
            counters.contains(String(rest.dropFirst(digits.count)))
        else { return nil }
        return Int(digits)
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}
