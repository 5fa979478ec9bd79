import Foundation

/// Texts in the head of a message.
enum HeaderText {
    /// RFC 2047, section 2.
    private static let longestWord = 75
    /// Before it, `Subject: ` or the like stands on the first line; lines have 78 characters at most (RFC 5322, section 2.1.1).
    private static let bytesPerWord = 39

    /// A text as it may stand in a header: itself where it is short ASCII, otherwise encoded words of RFC 2047 in base64 that stand on lines
    /// of their own. Line breaks become spaces, so that nobody adds a header.
    static func encoded(_ text: String) -> String {
        let line = String(text.map { $0.isNewline ? " " : $0 })
        let isPlain = line.utf8.allSatisfy { (0x20..<0x7F).contains($0) } && !line.contains("=?") && line.utf8.count <= 60
        if isPlain { return line }
        return pieces(line).map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// A name before an address: atoms and spaces as they are, anything else in quotation marks or encoded.
    static func phrase(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy { byte in
            byte == 0x20 || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (0x30...0x39).contains(byte) || byte == 0x2D
        }
        if isPlain { return name }
        let isASCII = name.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
        guard isASCII, !name.contains("=?") else { return encoded(name) }
        return "\"" + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// Cut between characters: no encoded word may hold a part of one.
    private static func pieces(_ text: String) -> [String] {
        var pieces: [String] = []
        var piece = String.UnicodeScalarView()
        var length = 0
        for scalar in text.unicodeScalars {
            let size = String(scalar).utf8.count
            if length + size > bytesPerWord {
                pieces.append(String(piece))
                (piece, length) = (String.UnicodeScalarView(), 0)
            }
            piece.append(scalar)
            length += size
        }
        return pieces + [String(piece)]
    }
}
