import Mustache

/// A template of plain gaps that was read once: printing it joins strings. For the pieces of which a page has a hundred.
///
/// The template is rendered a single time with a mark in every gap and cut at the marks. What a gap escapes in the template is escaped here.
struct Stencil: Sendable {
    private let beginning: String
    private let gaps: [Gap]

    private struct Gap {
        /// Which value stands there.
        var value: Int
        var isEscaped: Bool
        /// What follows it.
        var text: String
    }

    /// Characters for private use, which no template contains, around the value's number.
    private static let (open, close): (Character, Character) = ("\u{E000}", "\u{E001}")
    /// Tells whether the gap escapes.
    private static let test = "&"

    /// - Parameters:
    ///   - gaps: names of the gaps, in the order in which values are given later.
    ///   - words: the template's own words, as `t`.
    /// - Throws: `TemplateUnreadable` where there is no such template.
    init(_ template: String, _ gaps: [String], _ templates: Templates, _ words: Words) throws {
        var marks: [String: String] = [:]
        for (number, name) in gaps.enumerated() { marks[name] = "\(Self.open)\(Self.test)\(number)\(Self.close)" }
        var text = try templates.render(template, with: Marks(words: words, marks: marks))
        while text.last?.isNewline == true { text.removeLast() }
        let pieces = text.split(separator: Self.open, omittingEmptySubsequences: false)
        beginning = String(pieces.first ?? "")
        self.gaps = pieces.dropFirst().map { piece in
            let parts = piece.split(separator: Self.close, maxSplits: 1, omittingEmptySubsequences: false)
            let number = Int(parts[0].reversed().prefix { $0.isNumber }.reversed().map(String.init).joined()) ?? 0
            return Gap(value: number, isEscaped: parts[0].hasPrefix("&amp;"), text: String(parts.count > 1 ? parts[1] : ""))
        }
    }

    func print(_ values: String..., into page: inout String) {
        page += beginning
        for gap in gaps {
            page += gap.isEscaped ? SafeHTML().escapeText(values[gap.value]) : values[gap.value]
            page += gap.text
        }
    }

    private struct Marks: MustacheParent {
        let words: Words
        let marks: [String: String]

        func child(named name: String) -> Any? { name == "t" ? words : marks[name] }
    }
}
