/// What the name of an external subtitle or sound track says behind the video's own name: `.Commentary.en.forced`.
///
/// Fields come in any order, separated by dots, dashes or underscores. A field that is neither a flag nor a language is the label.
/// Of two languages the last counts and the other becomes the label; `hi` is Hindi, but beside another language it marks subtitles for the
/// hearing impaired.
struct TrackFields: Hashable {
    var language: String?
    var flags: [Understanding.Flag] = []
    var label: String?

    private enum Field {
        case flag(Understanding.Flag)
        case language(String)
        case hindiOrFlag
        case text
    }

    private struct Piece {
        var start: Int
        var end: Int
        var field: Field
    }

    /// - Parameter original: what follows the video's name, including the separator, without the ending.
    init(_ original: [UInt8]) {
        let text = Self.unbracketed(original)
        let pieces = Self.pieces(of: text)
        let languages = pieces.indices.filter { if case .language = pieces[$0].field { true } else { false } }
        let hindi = pieces.indices.filter { if case .hindiOrFlag = pieces[$0].field { true } else { false } }
        var labels = pieces.indices.filter { if case .text = pieces[$0].field { true } else { false } }
        var flags: Set<Understanding.Flag> = []
        for piece in pieces { if case .flag(let flag) = piece.field { flags.insert(flag) } }
        if let last = languages.last, case .language(let code) = pieces[last].field {
            language = code
            labels = (labels + languages.dropLast()).sorted()
            if !hindi.isEmpty { flags.insert(.hearingImpaired) }
        } else if !hindi.isEmpty {
            language = "hin"
        }
        self.flags = Understanding.Flag.allCases.filter(flags.contains)
        label = Self.label(labels, of: pieces, in: text)
    }

    /// The label's pieces with what was written between them, where they stand side by side.
    private static func label(_ labels: [Int], of pieces: [Piece], in text: [UInt8]) -> String? {
        guard !labels.isEmpty else { return nil }
        var result: [UInt8] = []
        for (place, index) in labels.enumerated() {
            if place > 0 {
                let isNeighbour = labels[place - 1] + 1 == index
                result += isNeighbour ? Array(text[pieces[index - 1].end..<pieces[index].start]) : [Byte.space]
            }
            result += text[pieces[index].start..<pieces[index].end]
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func pieces(of text: [UInt8]) -> [Piece] {
        var pieces: [Piece] = []
        var index = 0
        while index < text.count {
            guard !isSeparator(text[index]) else {
                index += 1
                continue
            }
            var start = index
            while index < text.count, !isSeparator(text[index]) { index += 1 }
            var end = index
            while start < end, text[start] == Byte.space { start += 1 }
            while start < end, text[end - 1] == Byte.space { end -= 1 }
            guard start < end else { continue }
            let word = String(decoding: text[start..<end], as: UTF8.self)
            if let last = pieces.last, case .language = last.field, last.end + 1 == start, text[last.end] != Byte.dot,
                last.end - last.start <= 3,
                flag(word) == nil, LanguageNames.isRegion(word), LanguageNames.code(of: word) == nil || word.utf8.allSatisfy({ $0 < 97 })
            {
                pieces[pieces.count - 1].end = end
            } else {
                pieces.append(Piece(start: start, end: end, field: field(word)))
            }
        }
        return pieces
    }

    /// Brackets around a flag or a language are separators: `English [SDH]`.
    private static func unbracketed(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(where: Byte.isOpening) else { return text }
        var plain = text
        for open in text.indices where Byte.isOpening(text[open]) {
            guard let close = text[open...].firstIndex(of: Byte.closing(text[open])),
                isKnown(String(decoding: text[(open + 1)..<close], as: UTF8.self))
            else { continue }
            plain[open] = Byte.dot
            plain[close] = Byte.dot
        }
        return plain
    }

    private static func isSeparator(_ byte: UInt8) -> Bool { byte == Byte.dot || byte == Byte.dash || byte == Byte.underscore }

    private static func field(_ word: String) -> Field {
        if let flag = flag(word) { return .flag(flag) }
        if word.lowercased() == "hi" { return .hindiOrFlag }
        if let code = LanguageNames.code(of: word) { return .language(code) }
        return .text
    }

    private static func flag(_ word: String) -> Understanding.Flag? {
        switch word.lowercased() {
        case "default": .default
        case "forced", "foreign": .forced
        case "sdh", "cc": .hearingImpaired
        default: nil
        }
    }

    /// Whether a piece says something a player understands, so that it cannot belong to a video's name.
    static func isKnown(_ word: String) -> Bool {
        if case .text = field(word) { false } else { true }
    }
}
