import Mustache

/// How hostile text becomes a part of a page.
///
/// Mustache's own escaping compares characters as people see them: a quotation mark that carries a combining accent is another character
/// to it and stays. A browser reads scalars. So scalars are compared here, and control characters, which HTML forbids, become U+FFFD.
struct SafeHTML: MustacheContentType {
    func escapeText(_ text: String) -> String {
        // Most text is as it should be.
        guard text.utf8.contains(where: Self.isSuspicious) else { return text }
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            case "\t", "\n", "\r": escaped.append(scalar)
            case _ where scalar.properties.generalCategory == .control: escaped.append("\u{FFFD}")
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    /// Whether something that is escaped may stand there: the five, the controls of ASCII, and the first byte of the controls beyond
    /// (U+0080 to U+009F are C2 80 to C2 9F in UTF-8).
    private static func isSuspicious(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"), 0..<0x20, 0x7F, 0xC2: true
        default: false
        }
    }
}
