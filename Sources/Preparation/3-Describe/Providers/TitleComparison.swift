import Foundation
import KinoraCatalogue

/// How alike the titles of two films or series are, for telling whether they are the same one: stricter than `TitleLikeness`.
///
/// 1. Foreign letters are written in Latin ones, umlauts also as two letters, Roman numerals and number words as digits.
/// 2. `Night Ferry 2` is not `Night Ferry 3`: titles whose numbers differ are never alike enough.
/// 3. The beginning of the other title is nearly the whole only up to a colon or a dash: `Harbour Lights: The Film`, not `Harbour Lights Out`.
package enum TitleComparison {
    /// 1 for the same title, 0 for nothing in common.
    package static func likeness(_ left: String, _ right: String) -> Double {
        forms(left).flatMap { a in forms(right).map { b in compare(a, b) } }.max() ?? 0
    }

    /// The best of all pairs.
    static func likeness(_ left: [String], _ right: [String]) -> Double {
        left.flatMap { a in right.map { likeness(a, $0) } }.max() ?? 0
    }

    private struct Form {
        var words: [String]
        /// The words before a colon or a dash, where there is one.
        var head: [String]?

        var numbers: [String] { words.filter { $0.allSatisfy(\.isNumber) }.sorted() }
    }

    private static let otherNumber = 0.6
    private static let headAlike = 0.9

    private static func compare(_ a: Form, _ b: Form) -> Double {
        guard !a.words.isEmpty, !b.words.isEmpty else { return 0 }
        if a.words == b.words || a.words.joined() == b.words.joined() { return 1 }
        let pairs = TitleLikeness.pairs(of: a.words.joined(), b.words.joined())
        if a.numbers != b.numbers { return min(pairs, otherNumber) }
        return a.head == b.words || b.head == a.words ? max(pairs, headAlike) : min(pairs, almost)
    }

    /// Different words are never the same title.
    private static let almost = 0.99

    private static func forms(_ title: String) -> [Form] {
        let latin = title.applyingTransform(.toLatin, reverse: false) ?? title
        var texts = [latin]
        let spelled = latin.lowercased().replacing("ä", with: "ae").replacing("ö", with: "oe").replacing("ü", with: "ue")
            .replacing("å", with: "aa").replacing("ø", with: "oe").replacing("æ", with: "ae")
        if spelled != latin.lowercased() { texts.append(spelled) }
        return texts.map { text in
            var head: [String]?
            if let mark = text.firstRange(of: /:|\s[-–—]\s/) { head = words(String(text[..<mark.lowerBound])) }
            return Form(words: words(text), head: head.flatMap { $0.isEmpty ? nil : $0 })
        }
    }

    private static func words(_ text: String) -> [String] {
        let plain = text.lowercased().replacing("ł", with: "l").replacing("đ", with: "d").replacing("ø", with: "o").replacing(
            "æ", with: "ae"
        )
        .replacing("œ", with: "oe").replacing("'", with: "").replacing("’", with: "").replacing("ʹ", with: "").replacing("ʺ", with: "")
        let words = TitleLikeness.plain(plain).split(separator: " ").map(String.init)
        let counted = words.enumerated().map { index, word in
            if joining.contains(word) { return "and" }
            if index > 0, let number = romans[word] ?? (parts.contains(words[index - 1]) ? numberWords[word] : nil) { return number }
            return word
        }
        let whole = counted.filter { !parts.contains($0) }
        return whole.isEmpty ? counted : whole
    }

    private static let joining: Set<String> = ["and", "und", "et", "og", "och"]
    /// Words that only say that a number follows.
    private static let parts: Set<String> = ["part", "teil", "vol", "volume", "chapter", "kapitel", "episode", "partie", "parte"]
    private static let romans = [
        "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12", "xiii": "13",
    ]
    private static let numberWords = [
        "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "i": "1", "v": "5", "x": "10", "eins": "1",
        "zwei": "2", "drei": "3", "un": "1", "une": "1", "deux": "2", "trois": "3", "uno": "1", "due": "2", "dos": "2", "tres": "3",
    ]
}
