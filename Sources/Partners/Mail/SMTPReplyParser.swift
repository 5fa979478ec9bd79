/// Takes answers out of the bytes of a mail server: a value, fed by whoever reads the socket.
struct SMTPReplyParser: Sendable {
    enum Fault: Error, Hashable { case tooLong, notSMTP }

    private let lineBytes: Int
    private let answerBytes: Int
    private var line: [UInt8] = []
    private var code: Int?
    private var lines: [String] = []
    private var length = 0

    init(lineBytes: Int, answerBytes: Int) {
        self.lineBytes = lineBytes
        self.answerBytes = answerBytes
    }

    /// Whether a part of an answer has arrived.
    var isInside: Bool { !line.isEmpty || code != nil }

    /// - Returns: the answers that are whole with these bytes.
    mutating func feed(_ bytes: some Sequence<UInt8>) throws(Fault) -> [SMTPReply] {
        var replies: [SMTPReply] = []
        for byte in bytes {
            length += 1
            guard line.count < lineBytes, length <= answerBytes else { throw .tooLong }
            guard byte == 0x0A else {
                line.append(byte)
                continue
            }
            if let reply = try endLine() { replies.append(reply) }
        }
        return replies
    }

    private mutating func endLine() throws(Fault) -> SMTPReply? {
        if line.last == 0x0D { line.removeLast() }
        defer { line.removeAll(keepingCapacity: true) }
        let digits = line.prefix(3).map { Int($0) - 0x30 }
        guard digits.count == 3, (2...5).contains(digits[0]), digits.allSatisfy({ (0...9).contains($0) }) else { throw .notSMTP }
        let number = digits[0] * 100 + digits[1] * 10 + digits[2]
        let mark = line.dropFirst(3).first
        guard code == nil || code == number, mark == nil || mark == 0x20 || mark == 0x2D else { throw .notSMTP }
        code = number
        lines.append(String(decoding: line.dropFirst(4), as: UTF8.self))
        if mark == 0x2D { return nil }
        defer { (code, lines, length) = (nil, [], 0) }
        return SMTPReply(code: number, lines: lines)
    }
}
