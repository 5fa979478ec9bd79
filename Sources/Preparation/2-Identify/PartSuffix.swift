/// `part1`, `cd 2`, `pt.3`, `disc a` at the end of a name: one piece of a film that lies in several files.
struct PartSuffix: Hashable {
    enum Word: String {
        case cd, dvd, part, pt, disc, disk
    }

    var word: Word
    var number: Int
    /// Whether it was a letter.
    var isLetter: Bool
    /// Where the name ends before it.
    var start: Int
    /// Whether word and number are written as one.
    var isGlued: Bool

    init?(_ name: Name) {
        guard let last = name.words.last, name.bytes[last.end...].allSatisfy({ Byte.isClosing($0) }) else { return nil }
        let index = name.words.count - 1
        if let word = Word(rawValue: index > 0 ? name.words[index - 1].text : ""), let (number, isLetter) = Self.number(last),
            !name.hasSpacedDash(before: index), name.gap(before: index).isSubset(of: [.space, .dot, .underscore, .dash])
        {
            self.init(word: word, number: number, isLetter: isLetter, start: name.words[index - 1].start, isGlued: false)
            return
        }
        guard let glued = Self.glued(last.text) else { return nil }
        self.init(word: glued.word, number: glued.number, isLetter: glued.isLetter, start: last.start, isGlued: true)
    }

    private init(word: Word, number: Int, isLetter: Bool, start: Int, isGlued: Bool) {
        self.word = word
        self.number = number
        self.isLetter = isLetter
        self.start = start
        self.isGlued = isGlued
    }

    private static func number(_ word: Name.Word) -> (Int, Bool)? {
        if let number = word.number { return word.digits <= 2 && number > 0 ? (number, false) : nil }
        return letter(word.text[...])
    }

    private static func letter(_ text: Substring) -> (Int, Bool)? {
        guard text.utf8.count == 1, let byte = text.utf8.first, (97...100).contains(byte) else { return nil }
        return (Int(byte - 96), true)
    }

    private static func glued(_ text: String) -> (word: Word, number: Int, isLetter: Bool)? {
        for word in [Word.part, .disc, .disk, .dvd, .cd, .pt] where text.hasPrefix(word.rawValue) {
            let rest = text.dropFirst(word.rawValue.count)
            if (1...2).contains(rest.utf8.count), rest.utf8.allSatisfy(Byte.isDigit), let number = Int(rest), number > 0 {
                return (word, number, false)
            }
            if let (number, _) = letter(rest) { return (word, number, true) }
        }
        return nil
    }

    /// The name of a film's part without ending and part: `Film` of `Film - cd1.avi`. Nil where there is none.
    static func stem(ofPart name: [UInt8]) -> [UInt8]? {
        let name = Name(Companions.stem(of: name))
        guard let suffix = PartSuffix(name) else { return nil }
        let stem = Name(Array(name.bytes[..<suffix.start])).trimmedBeforePart
        return stem.isEmpty ? nil : stem
    }

    /// Discs are pieces wherever they stand; `Part 1` can belong to a title.
    var isCertain: Bool { isGlued && !isLetter || ![.part, .pt].contains(word) }
}
