import KinoraDocuments

/// The words of what is said, folded as all of Kinora's search compares them, each with the place where it stands.
///
/// Writing that puts no space between words (Chinese, Japanese, Thai …) is taken letter by letter: a word of it is then found as a phrase.
package struct SpokenWords: Sendable {
    package struct Word: Sendable {
        package let text: String
        /// In the text that was read.
        package let range: Range<String.Index>
    }

    package let words: [Word]

    package init(_ text: String) {
        var words: [Word] = []
        let scalars = text.unicodeScalars
        var start: String.Index?
        var index = scalars.startIndex
        func end(at end: String.Index) {
            if let from = start { Self.add(scalars[from..<end], from..<end, to: &words) }
            start = nil
        }
        while index < scalars.endIndex {
            let scalar = scalars[index]
            let next = scalars.index(after: index)
            if !Self.isPart(scalar) {
                end(at: index)
            } else if Self.standsAlone(scalar) {
                end(at: index)
                // The marks behind a letter belong to it.
                var behind = next
                while behind < scalars.endIndex, Self.isMark(scalars[behind]) { behind = scalars.index(after: behind) }
                Self.add(scalars[index..<behind], index..<behind, to: &words)
                index = behind
                continue
            } else if start == nil {
                start = index
            }
            index = next
        }
        end(at: scalars.endIndex)
        self.words = words
    }

    private static func add(_ scalars: Substring.UnicodeScalarView, _ range: Range<String.Index>, to words: inout [Word]) {
        if scalars.allSatisfy({ $0.isASCII }) {
            words.append(Word(text: String(Substring(scalars)).lowercased(), range: range))
            return
        }
        for text in FoldedWords.of(String(Substring(scalars))) { words.append(Word(text: text, range: range)) }
    }

    /// As `FoldedWords` has it: letters, numbers, and the marks that belong to them.
    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
        case .decimalNumber, .letterNumber, .otherNumber: return true
        default: return isMark(scalar)
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// The blocks of Unicode whose languages put no space between words.
    private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x0E00: false
        // Thai, Lao; Myanmar; Khmer; kana; Han.
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
            true
        default: false
        }
    }
}
