/// One part of a path, without its ending, cut into words. The words keep their place, so that titles can be shown as they were written.
struct Name {
    struct Word {
        let start: Int
        let end: Int
        /// In lower case.
        let text: String
        /// The value, where the word is one to nine digits.
        let number: Int?
        /// Which of the name's brackets it stands in; nil outside.
        let bracket: Int?

        var digits: Int { number == nil ? 0 : end - start }
    }

    struct Bracket {
        let open: Int
        /// The place of the closing bracket; nil when it never closes.
        var close: Int?
    }

    let bytes: [UInt8]
    let words: [Word]
    let brackets: [Bracket]
    let hasSpaces: Bool
    /// Places that belong to no title: provider ids, edition tags, a leading `[Group]`.
    var skipped: [Range<Int>] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var brackets: [Bracket] = []
        var words: [Word] = []
        words.reserveCapacity(16)
        var open: [Int] = []
        var hasSpaces = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            guard !Byte.separates[Int(byte)] else {
                hasSpaces = hasSpaces || byte == Byte.space
                if Byte.isOpening(byte), open.count < 8 {
                    open.append(brackets.count)
                    brackets.append(Bracket(open: index, close: nil))
                } else if Byte.isClosing(byte), let last = open.last, Byte.closing(bytes[brackets[last].open]) == byte {
                    brackets[last].close = index
                    open.removeLast()
                }
                index += 1
                continue
            }
            let start = index
            while index < bytes.count, !Byte.separates[Int(bytes[index])] { index += 1 }
            words.append(Self.word(bytes, start, index, bracket: open.last))
        }
        self.brackets = brackets
        self.hasSpaces = hasSpaces
        // A bracket that never closes holds nothing.
        self.words = words.map { word in
            guard let bracket = word.bracket, brackets[bracket].close == nil else { return word }
            return Word(start: word.start, end: word.end, text: word.text, number: word.number, bracket: nil)
        }
    }

    private static func word(_ bytes: [UInt8], _ start: Int, _ end: Int, bracket: Int?) -> Word {
        var isPlain = true
        var number: Int? = end - start <= 9 ? 0 : nil
        for byte in bytes[start..<end] {
            if byte >= 128 { isPlain = false }
            if let value = number { number = Byte.isDigit(byte) ? value * 10 + Int(byte - 48) : nil }
        }
        let text: String
        if isPlain {
            text = String(unsafeUninitializedCapacity: end - start) { buffer in
                for offset in 0..<(end - start) { buffer[offset] = Byte.lower(bytes[start + offset]) }
                return end - start
            }
        } else {
            text = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
        }
        return Word(start: start, end: end, text: text, number: number, bracket: bracket)
    }

    // MARK: - What stands between words

    struct Gap: OptionSet {
        let rawValue: UInt8
        static let dash = Gap(rawValue: 1)
        static let space = Gap(rawValue: 2)
        static let dot = Gap(rawValue: 4)
        static let underscore = Gap(rawValue: 8)
        static let bracket = Gap(rawValue: 16)
        static let other = Gap(rawValue: 32)
    }

    /// What separates a word from the one before it (or from the name's beginning).
    func gap(before index: Int) -> Gap {
        between(index > 0 ? words[index - 1].end : 0, index < words.count ? words[index].start : bytes.count)
    }

    func between(_ from: Int, _ to: Int) -> Gap {
        var gap: Gap = []
        for place in from..<max(from, to) {
            switch bytes[place] {
            case Byte.dash: gap.insert(.dash)
            case Byte.space: gap.insert(.space)
            case Byte.dot: gap.insert(.dot)
            case Byte.underscore: gap.insert(.underscore)
            case let byte where Byte.isOpening(byte) || Byte.isClosing(byte): gap.insert(.bracket)
            default: gap.insert(.other)
            }
        }
        return gap
    }

    /// Whether ` - ` stands before a word.
    func hasSpacedDash(before index: Int) -> Bool {
        let from = index > 0 ? words[index - 1].end : 0
        let to = index < words.count ? words[index].start : bytes.count
        guard to - from >= 3 else { return false }
        for place in (from + 1)..<(to - 1)
        where bytes[place] == Byte.dash && bytes[place - 1] == Byte.space && bytes[place + 1] == Byte.space {
            return true
        }
        return false
    }

    /// Where the text before a word ends: its bracket's opening, if it is the first in a bracket.
    func start(of index: Int) -> Int {
        guard index < words.count else { return bytes.count }
        guard let bracket = words[index].bracket else { return words[index].start }
        return brackets[bracket].open
    }

    /// The words of the bracket that a word stands in.
    func words(inBracket bracket: Int) -> Range<Int> {
        guard let first = words.firstIndex(where: { $0.bracket == bracket }) else { return 0..<0 }
        var last = first
        while last + 1 < words.count, words[last + 1].bracket == bracket { last += 1 }
        return first..<(last + 1)
    }

    /// Letters and the number behind them, where a word is made of both (`season2`, `part1`, `cd01`).
    func lettersAndNumber(_ index: Int) -> (letters: String, number: Int)? {
        let word = words[index]
        var split = word.end
        while split > word.start, Byte.isDigit(bytes[split - 1]) { split -= 1 }
        guard split > word.start, split < word.end, word.end - split <= 4 else { return nil }
        var number = 0
        for byte in bytes[split..<word.end] { number = number * 10 + Int(byte - 48) }
        return (String(decoding: bytes[word.start..<split], as: UTF8.self).lowercased(), number)
    }
}
