import Foundation

/// The words of a text without case, accents and width, as text search compares them.
package enum FoldedWords {
    /// A word is a run of letters, digits and the marks that belong to them; everything else separates.
    ///
    /// In the ASCII part of Unicode words therefore consist of `a`–`z` and `0`–`9` alone, which the full-text index of an engine may rely on.
    package static func of(_ text: String) -> [String] {
        let folded = text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        return folded.unicodeScalars.split { !isPart($0) }.map { String($0) }
    }

    /// The words of a document's searchable fields; texts in arrays count too.
    package static func of(_ body: Value, at paths: [String]) -> [String] {
        paths.flatMap { path -> [String] in
            switch body[path] {
            case .string(let text): of(text)
            case .array(let elements):
                elements.flatMap { element -> [String] in
                    guard case .string(let text) = element else { return [] }
                    return of(text)
                }
            default: []
            }
        }
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        case .decimalNumber, .letterNumber, .otherNumber: true
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }
}
