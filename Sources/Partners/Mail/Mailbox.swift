import KinoraKernel

/// Whom letters come from or go to: an address, and perhaps a name (RFC 5322, section 3.4).
package struct Mailbox: Hashable, Sendable {
    package let name: String?
    package let address: String

    static let longestName = 100
    /// RFC 5321, section 4.5.3.1.3.
    static let longestAddress = 254

    /// From `ida@example.org` or `Ida <ida@example.org>`. Nil where a part could break out of its place: line breaks, other control
    /// characters, spaces and angle brackets in the address; and for what is no address.
    package init?(_ text: String) {
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control && $0 != "\u{2028}" && $0 != "\u{2029}" }) else {
            return nil
        }
        guard text.hasSuffix(">"), let open = text.lastIndex(of: "<") else {
            guard Self.isAddress(text) else { return nil }
            (name, address) = (nil, text)
            return
        }
        address = String(text[text.index(after: open)...].dropLast())
        var words = text[..<open].split(separator: " ").joined(separator: " ")
        if words.count >= 2, words.hasPrefix("\""), words.hasSuffix("\"") { words = String(words.dropFirst().dropLast()) }
        guard Self.isAddress(address), words.count <= Self.longestName else { return nil }
        name = words.isEmpty ? nil : words
    }

    /// The part behind the `@`.
    var domain: String { address.split(separator: "@").last.map(String.init) ?? "" }

    var isASCII: Bool { address.utf8.allSatisfy { $0 < 0x80 } }

    /// What every mail system takes; quoted local parts (`"a b"@…`) are not among it.
    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), text.utf8.count <= longestAddress else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            scalar.value > 0x20 && scalar.value != 0x7F && !"()<>[]:;,\\\"".unicodeScalars.contains(scalar)
                && !scalar.properties.isWhitespace && scalar.properties.generalCategory != .format
        }
    }
}
