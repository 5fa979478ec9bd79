/// Finds where a film's title ends in its name.
///
/// 1. The year: the first alone in brackets, else the last bare one with noise, an edition or nothing behind it.
/// 2. The boundary: the year, or the first strong noise behind the first word, whichever comes first; else the end.
/// 3. From the boundary to the left, editions go, and where no year was found weak noise, languages, and brackets full of noise.
/// The first word always stays: noise that begins a name is its title.
struct FilmWords {
    let name: Name
    private(set) var year: Int?
    private(set) var edition: String?
    private(set) var part: Int?
    private(set) var hasNoise = false
    private var first: Int
    private var boundary: Int

    init(_ name: Name, latestYear: Int) {
        self.name = name
        first = name.words.indices.first { !Self.isSkipped($0, in: name) } ?? name.words.count
        boundary = name.words.count
        dropLeadingGroup()
        year = bracketedYear() ?? bareYear(latestYear)
        boundary = year ?? boundary
        let last = boundary
        if let noise = (first..<last).dropFirst().first(where: { !isInSkipped($0) && isBoundary($0) }) { boundary = noise }
        if let gone = (first..<boundary).dropFirst().first(where: isInSkipped) { boundary = gone }
        hasNoise = (first + 1..<max(first + 1, name.words.count)).contains { NoiseWords.strength(of: $0, in: name) != nil }
        findPart()
        shrink()
        findEdition()
    }

    var title: String? {
        guard first < boundary else {
            guard first < name.words.count else { return nil }
            return name.text(from: name.start(of: first), to: name.bytes.count)
        }
        let from = first == 0 ? 0 : name.start(of: first)
        return name.text(from: from, to: boundary < name.words.count ? name.start(of: boundary) : end)
    }

    private var end: Int { partStart ?? name.bytes.count }
    private var partStart: Int?

    private static func isSkipped(_ index: Int, in name: Name) -> Bool {
        let start = name.words[index].start
        return name.skipped.contains { $0.contains(start) }
    }

    private func isInSkipped(_ index: Int) -> Bool { Self.isSkipped(index, in: name) }

    /// A group in front is dropped from names that end as such groups write them; else it is the title's (`[rec]`).
    private mutating func dropLeadingGroup() {
        let end = LeadingGroup.end(in: name)
        let isSite = LeadingGroup.isSite(in: name)
        guard end > 0, isSite || name.brackets.dropFirst().contains(where: { name.bytes[$0.open] == UInt8(ascii: "[") && isNoise($0) })
        else {
            return
        }
        first = name.words.firstIndex { $0.start >= end } ?? first
    }

    private func isNoise(_ bracket: Name.Bracket) -> Bool {
        guard let close = bracket.close else { return false }
        return name.words.indices.contains { index in
            let word = name.words[index]
            return word.start > bracket.open && word.end <= close
                && (NoiseWords.strength(of: index, in: name) == .strong || Self.isChecksum(word))
        }
    }

    static func isChecksum(_ word: Name.Word) -> Bool {
        word.text.utf8.count == 8 && word.text.utf8.allSatisfy { Byte.isDigit($0) || (97...102).contains($0) }
    }

    // MARK: - Year

    private func bracketedYear() -> Int? {
        name.words.indices.first { index in
            let word = name.words[index]
            guard word.digits == 4, let year = word.number, (1888...2099).contains(year), let bracket = word.bracket, !isInSkipped(index)
            else {
                return false
            }
            return name.words(inBracket: bracket).count == 1 && index > first
        }
    }

    private func bareYear(_ latest: Int) -> Int? {
        var inDate = Set<Int>()
        for index in name.words.indices {
            if let date = AirDate.date(at: index, in: name) { inDate.formUnion(date.words) }
        }
        return name.words.indices.last { index in
            let word = name.words[index]
            guard index > first, word.digits == 4, let year = word.number, (1888...latest).contains(year), word.bracket == nil,
                !inDate.contains(index), !isInSkipped(index)
            else { return false }
            return isEnd(index + 1) || unknownEdition(after: index) != nil
        }
    }

    /// Whether what is not the title begins at a word.
    private func isEnd(_ index: Int) -> Bool {
        guard index < name.words.count else { return true }
        if isInSkipped(index) || isDisc(index) || NoiseWords.strength(of: index, in: name) != nil
            || EditionPhrase.length(at: index, in: name) > 0
        {
            return true
        }
        if name.hasSpacedDash(before: index) || NoiseWords.languages.contains(name.words[index].text) { return true }
        guard let bracket = name.words[index].bracket else { return false }
        return name.words(inBracket: bracket).contains {
            NoiseWords.strength(of: $0, in: name) != nil || EditionPhrase.length(at: $0, in: name) > 0
        }
    }

    private func isBoundary(_ index: Int) -> Bool {
        NoiseWords.strength(of: index, in: name) == .strong || name.words[index].text == "3d"
    }

    // MARK: - What stands between title and year

    private mutating func shrink() {
        var isShrinking = true
        while isShrinking, boundary > first + 1 {
            isShrinking = shrinkEdition() || shrinkNoise()
        }
    }

    private mutating func shrinkEdition() -> Bool {
        for start in max(first + 1, boundary - 6)..<boundary {
            let length = EditionPhrase.length(at: start, in: name)
            guard length > 0, start + length == boundary, !isInSkipped(start), !isArticle(before: start) else { continue }
            if edition == nil { edition = text(of: start..<boundary) }
            boundary = start
            return true
        }
        return false
    }

    /// `The Final Cut`: what would be left is no title.
    private func isArticle(before index: Int) -> Bool {
        index == first + 1 && ["the", "a", "an", "der", "die", "das", "le", "la", "il", "el"].contains(name.words[first].text)
    }

    private mutating func shrinkNoise() -> Bool {
        let last = boundary - 1
        if let bracket = name.words[last].bracket {
            let words = name.words(inBracket: bracket)
            let isNoise = words.allSatisfy { NoiseWords.strength(of: $0, in: name) != nil || Self.isChecksum(name.words[$0]) }
            guard isNoise, words.lowerBound > first else { return false }
            boundary = words.lowerBound
            return true
        }
        guard year == nil || isShouted(last) else { return false }
        let isLanguage = NoiseWords.languages.contains(name.words[last].text) && boundary < name.words.count
        guard isLanguage || NoiseWords.strength(of: last, in: name) != nil else { return false }
        boundary = last
        return true
    }

    /// `iNTERNAL`, `PROPER` before a bare year: written as release names write such words, and as the title is not.
    private func isShouted(_ index: Int) -> Bool {
        guard let year, name.words[year].bracket == nil else { return false }
        func bytes(_ word: Name.Word) -> ArraySlice<UInt8> { name.bytes[word.start..<word.end] }
        func isSmall(_ byte: UInt8) -> Bool { (97...122).contains(byte) }
        let shouted = bytes(name.words[index])
        let capitals = shouted.first == UInt8(ascii: "i") ? shouted.dropFirst() : shouted
        return capitals.count >= Self.shortestShout && capitals.allSatisfy { (65...90).contains($0) }
            && name.words[first..<index].contains { bytes($0).contains(where: isSmall) }
    }

    private static let shortestShout = 5

    // MARK: - Parts

    /// `CD2` between the year and the noise, as old releases have it.
    private func isDisc(_ index: Int) -> Bool {
        guard let (letters, number) = name.lettersAndNumber(index) else { return false }
        // DVD5 and DVD9 are kinds of discs.
        let isKind = letters == "dvd" && [5, 9].contains(number)
        return ["cd", "dvd", "disc", "disk"].contains(letters) && (1...9).contains(number) && !isKind
    }

    private mutating func findPart() {
        if let year, let disc = name.words.indices.first(where: { $0 > year && isDisc($0) }) {
            part = name.lettersAndNumber(disc)?.number
            return
        }
        guard let suffix = PartSuffix(name), let index = name.words.firstIndex(where: { $0.start == suffix.start }), index > first else {
            return
        }
        guard suffix.isCertain || boundary <= index else { return }
        part = suffix.number
        if boundary > index {
            boundary = index
            partStart = name.start(of: index)
        }
    }

    // MARK: - Edition behind the title

    private mutating func findEdition() {
        guard edition == nil else { return }
        for index in name.words.indices where index >= boundary && index > first && !isInSkipped(index) {
            let length = EditionPhrase.length(at: index, in: name)
            if length > 0, isEndOfRun(index + length) {
                edition = text(of: index..<(index + length))
                return
            }
        }
        if let year { edition = unknownEdition(after: year) }
    }

    private func isEndOfRun(_ index: Int) -> Bool {
        guard index < name.words.count else { return true }
        return isEnd(index) || name.gap(before: index).contains(.bracket) || FilmReading.isYear(name.words[index])
    }

    /// `Ultimate Harbour Edition`: a few unknown words that end in "Edition" or "Cut", directly behind the year.
    private func unknownEdition(after year: Int) -> String? {
        let run = name.words.indices.dropFirst(year + 1).prefix(4)
        guard let noun = run.first(where: { ["edition", "cut", "version"].contains(name.words[$0].text) }), noun > year + 1 else {
            return nil
        }
        let words = (year + 1)..<(noun + 1)
        guard words.allSatisfy({ NoiseWords.strength(of: $0, in: name) == nil && name.words[$0].number == nil && !isInSkipped($0) }),
            words.dropFirst().allSatisfy({ !name.hasSpacedDash(before: $0) })
        else { return nil }
        return text(of: words)
    }

    /// As written, separators as spaces.
    private func text(of words: Range<Int>) -> String {
        words.map { String(decoding: name.bytes[name.words[$0].start..<name.words[$0].end], as: UTF8.self) }.joined(separator: " ")
    }
}

extension FilmReading {
    static func isYear(_ word: Name.Word) -> Bool {
        guard word.digits == 4, let number = word.number else { return false }
        return (1888...2099).contains(number)
    }
}
