/// Text as ASCII lines of 76 characters at most (RFC 2045, section 6.7).
enum QuotedPrintable {
    private static let longestLine = 76

    /// - Parameter text: lines may end in any way; those of the result end with CRLF.
    static func encoded(_ text: String) -> String {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(line).joined(separator: "\r\n")
    }

    private static func line(_ text: Substring) -> String {
        let bytes = Array(text.utf8)
        var (lines, line): ([String], String) = ([], "")
        for (index, byte) in bytes.enumerated() {
            let part = part(byte, isLast: index == bytes.count - 1)
            // One place is kept for the sign that the line goes on.
            if line.utf8.count + part.utf8.count > longestLine - 1 {
                lines.append(line + "=")
                line = ""
            }
            line += part
        }
        return (lines + [line]).joined(separator: "\r\n")
    }

    /// Spaces at the end of a line get lost on the way, so they are encoded.
    private static func part(_ byte: UInt8, isLast: Bool) -> String {
        switch byte {
        case 0x20 where !isLast, 0x21...0x3C, 0x3E...0x7E: String(UnicodeScalar(byte))
        default: "=" + hex[Int(byte >> 4)] + hex[Int(byte & 15)]
        }
    }

    private static let hex = "0123456789ABCDEF".map(String.init)
}
