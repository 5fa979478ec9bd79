import Foundation

/// The words of a text without case, accents and width, as text search compares them.
package enum FoldedWords {
    /// A word is a run of letters, digits and the marks that belong to them; everything else separates.
    ///
    /// In the ASCII part of Unicode words therefore consist of `a`–`z` and `0`–`9` alone, which the full-text index of an engine may rely on.
    package static func of(_ text: String) -> [String] {
        if let folded = ofASCII(text) { return folded.split(separator: " ").map(String.init) }
        let folded = text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        return folded.unicodeScalars.split { !isPart($0) }.map { String($0) }
    }

    /// The words of a text that consists of ASCII alone, with a space between; nil for every other text. The same as by Unicode's rules, and many
    /// times faster: most names and titles are like that.
    package static func ofASCII(_ text: String) -> String? {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        return String(unsafeUninitializedCapacity: text.utf8.count) { folded in
            var count = 0
            var isBetween = false
            for byte in text.utf8 {
                let lower = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
                guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(lower)
                else {
                    isBetween = true
                    continue
                }
                if isBetween, count > 0 {
                    folded[count] = UInt8(ascii: " ")
                    count += 1
                }
                isBetween = false
                folded[count] = lower
                count += 1
            }
            return count
        }
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
