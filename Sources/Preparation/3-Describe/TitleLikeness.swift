import KinoraCatalogue

/// How alike two titles are, whatever their case, accents and punctuation: 1 for equal, 0 for nothing in common.
///
/// Dice's coefficient of pairs of letters (Dice 1945, as used for strings by Adamson and Boreham 1974). A title that is the beginning of
/// the other, up to a subtitle (`Harbour Lights` of `Harbour Lights: The Film`), is nearly the same.
package enum TitleLikeness {
    package static func of(_ left: String, _ right: String) -> Double {
        let (a, b) = (plain(left), plain(right))
        guard !a.isEmpty, !b.isEmpty else { return 0 }
        if a == b { return 1 }
        let (short, long) = a.utf8.count < b.utf8.count ? (a, b) : (b, a)
        if short.utf8.count >= shortestStart, long.hasPrefix(short + " ") { return startsAlike }
        return pairs(of: a, b)
    }

    /// How many pairs of letters two folded texts share, spaces left aside.
    static func pairs(of left: String, _ right: String) -> Double {
        dice(Array(left.filter { $0 != " " }.unicodeScalars), Array(right.filter { $0 != " " }.unicodeScalars))
    }

    private static let shortestStart = 4
    private static let startsAlike = 0.9

    /// Without an article at the beginning, `and` for `&`.
    static func plain(_ title: String) -> String {
        let words = SortTitle.fold(title.replacing("&", with: " and ")).split(separator: " ").map(String.init)
        guard words.count > 1, articles.contains(words[0]) else { return words.joined(separator: " ") }
        return words.dropFirst().joined(separator: " ")
    }

    private static let articles: Set<String> = ["the", "a", "an", "der", "die", "das", "le", "la", "les", "el", "los", "il", "lo"]

    private static func dice(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Double {
        guard left.count > 1, right.count > 1 else { return 0 }
        var pairs: [[Unicode.Scalar]: Int] = [:]
        for index in 0..<(left.count - 1) { pairs[[left[index], left[index + 1]], default: 0] += 1 }
        var shared = 0
        for index in 0..<(right.count - 1) {
            let pair = [right[index], right[index + 1]]
            guard let count = pairs[pair], count > 0 else { continue }
            pairs[pair] = count - 1
            shared += 1
        }
        return 2 * Double(shared) / Double(left.count + right.count - 2)
    }
}
