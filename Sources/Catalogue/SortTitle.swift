import Foundation
import KinoraDocuments

/// The form of a title by which directories are sorted: no leading article, no case, no accents.
package enum SortTitle {
    private static let articles: Set<String> = [
        "the", "a", "an", "der", "die", "das", "le", "la", "les", "el", "los", "las", "il", "lo", "gli",
    ]

    package static func of(_ title: String) -> String {
        let folded = fold(title)
        let words = folded.split(separator: " ", maxSplits: 1)
        if words.count == 2, articles.contains(String(words[0])) { return String(words[1]) }
        return folded
    }

    /// Lower case, without accents, runs of anything but letters and digits as one space.
    package static func fold(_ text: String) -> String {
        if let folded = FoldedWords.ofASCII(text) { return folded }
        let plain = text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        return plain.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).joined(separator: " ")
    }
}
