/// A single word that is an episode mark or a piece of one: `s01e02`, `s01xe02`, `1x02`, `02x03x04`, `e02`, `ep02`, `x03`, `s01`.
struct MarkWord {
    enum Kind: Equatable {
        case full(EpisodeMark.Form)
        case seasonOnly, episodeOnly, crossOnly
    }

    var kind: Kind
    var season: Int?
    var episodes: [Int] = []

    /// Nil when the word is nothing of the kind.
    init?(_ bytes: [UInt8], _ word: Name.Word) {
        guard word.end - word.start >= 2, word.end - word.start <= 24 else { return nil }
        var cursor = Cursor(bytes: bytes, index: word.start, end: word.end)
        switch Byte.lower(bytes[word.start]) {
        // `T02E05` in Spanish and Portuguese; nothing shorter begins with a T.
        case UInt8(ascii: "s"), UInt8(ascii: "t"):
            cursor.index += 1
            guard let season = cursor.number() else { return nil }
            self.season = season
            if cursor.isAtEnd {
                guard Byte.lower(bytes[word.start]) == UInt8(ascii: "s") else { return nil }
                kind = .seasonOnly
                return
            }
            kind = .full(.letters)
        case UInt8(ascii: "e"): kind = .episodeOnly
        case UInt8(ascii: "x"): kind = .crossOnly
        case 48...57:
            guard let season = cursor.number(), cursor.peek == UInt8(ascii: "x") else { return nil }
            self.season = season
            kind = .full(.cross)
        default: return nil
        }
        while let number = cursor.marked() ?? cursor.repeated(season) { episodes.append(number) }
        cursor.skipRevision()
        guard !episodes.isEmpty, cursor.isAtEnd else { return nil }
        if kind == .full(.cross), !isPlausibleCross { return nil }
    }

    /// `1920x1080` and `640x480` are pictures; a season is small or a year.
    private var isPlausibleCross: Bool {
        guard let season, let first = episodes.first else { return false }
        if season < 100 { return first < 1000 }
        return (1900...2100).contains(season) && first < 500 && season != 1920
    }

    private struct Cursor {
        let bytes: [UInt8]
        var index: Int
        let end: Int

        var isAtEnd: Bool { index == end }
        var peek: UInt8? { index < end ? Byte.lower(bytes[index]) : nil }

        /// One to four digits.
        mutating func number() -> Int? {
            var value = 0
            let start = index
            while index < end, index - start < 5, Byte.isDigit(bytes[index]) {
                value = value * 10 + Int(bytes[index] - 48)
                index += 1
            }
            return (1...4).contains(index - start) ? value : nil
        }

        /// A number behind `e`, `ep`, `x` or `xe`.
        mutating func marked() -> Int? {
            let start = index
            if peek == UInt8(ascii: "x") { index += 1 }
            if peek == UInt8(ascii: "e") {
                index += 1
                if peek == UInt8(ascii: "p") { index += 1 }
            }
            guard index > start, let number = number() else {
                index = start
                return nil
            }
            return number
        }

        /// `s01e02` once more, glued to the mark before it.
        mutating func repeated(_ season: Int?) -> Int? {
            let start = index
            guard let season, peek == UInt8(ascii: "s") else { return nil }
            index += 1
            guard number() == season, let number = marked() else {
                index = start
                return nil
            }
            return number
        }

        /// `v2` behind the number is a corrected release.
        mutating func skipRevision() {
            if index + 2 == end, peek == UInt8(ascii: "v"), Byte.isDigit(bytes[index + 1]) { index = end }
        }
    }
}
