import KinoraKernel

/// An answer of a mail server (RFC 5321, section 4.2).
struct SMTPReply: Hashable, Sendable {
    /// 200 to 599.
    let code: Int
    /// What follows the code on each line.
    let lines: [String]

    /// For reasons: the code and the words, without what could be an address, a link or a secret, and on one line.
    var said: String {
        let words = lines.joined(separator: " ").onOneLine(atMost: 400).split(separator: " ")
        let clean = words.map { $0.contains("@") || $0.contains("<") || $0.utf8.count > 60 ? "…" : String($0) }
        return ([String(code)] + clean).joined(separator: " ").onOneLine(atMost: 200)
    }

    var isPositive: Bool { (200..<300).contains(code) }
}
