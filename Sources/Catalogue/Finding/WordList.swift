/// Words in order, each with the places where it stands, found by their beginning or by what looks like them.
struct WordList: Sendable {
    /// Folded words (`FoldedWords`), ascending by their bytes.
    private let words: [String]
    /// Where the places of a word begin; one more than there are words.
    private let starts: [Int32]
    private let places: [Place]
    /// The letters of each word, as bits.
    private let letters: [UInt32]

    /// Where a word stands: the number of what it belongs to, and how much it says there.
    struct Place: Sendable {
        var number: Int32
        var weight: Float
    }

    init(_ gathered: [String: [Place]]) {
        words = gathered.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var starts: [Int32] = [0]
        var places: [Place] = []
        for word in words {
            places += gathered[word] ?? []
            starts.append(Int32(places.count))
        }
        self.starts = starts
        self.places = places
        letters = words.map { Self.letters($0.unicodeScalars) }
    }

    /// A word that is like another one.
    struct Match {
        var word: String
        /// 0 … 1: 1 for the very word.
        var likeness: Float
        var places: ArraySlice<Place>
    }

    /// The words that begin with some letters.
    func beginning(with start: String) -> [Match] {
        var index = firstIndex { !$0.utf8.lexicographicallyPrecedes(start.utf8) }
        var found: [Match] = []
        while index < words.count, words[index].utf8.starts(with: start.utf8) {
            found.append(match(index, words[index].utf8.count == start.utf8.count ? 1 : 0.8))
            index += 1
        }
        return found
    }

    /// The words that a mistyped one may mean, or the beginning of; the likest first. So many letters may be wrong, missing, too many or
    /// swapped (Damerau and Levenshtein): none of three, one of seven, else two.
    func like(_ word: String) -> [Match] {
        let wanted = Array(word.unicodeScalars)
        guard let most = Self.mistakes(in: wanted.count) else { return [] }
        let mask = Self.letters(word.unicodeScalars)
        var found: [Match] = []
        for index in words.indices where (mask & ~letters[index]).nonzeroBitCount <= most {
            let candidate = Array(words[index].unicodeScalars)
            guard candidate.count + most >= wanted.count, let distance = Self.distance(wanted, candidate, atMost: most) else { continue }
            found.append(match(index, distance.isWhole ? 0.6 / Float(distance.mistakes) : 0.3 / Float(distance.mistakes)))
        }
        return found.sorted { ($1.likeness, $0.word) < ($0.likeness, $1.word) }
    }

    private static func mistakes(in length: Int) -> Int? {
        switch length {
        case ..<4: nil
        case ..<8: 1
        default: 2
        }
    }

    private func match(_ index: Int, _ likeness: Float) -> Match {
        Match(word: words[index], likeness: likeness, places: places[Int(starts[index])..<Int(starts[index + 1])])
    }

    private func firstIndex(where isBehind: (String) -> Bool) -> Int {
        var (low, high) = (0, words.count)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(words[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static func letters(_ scalars: String.UnicodeScalarView) -> UInt32 {
        scalars.reduce(0) { $0 | 1 << ($1.value % 32) }
    }

    /// How many mistakes lie between a word and another one, or the beginning of it; nil for more than allowed, or for none.
    private static func distance(
        _ wanted: [Unicode.Scalar], _ word: [Unicode.Scalar], atMost most: Int
    ) -> (mistakes: Int, isWhole: Bool)? {
        let width = min(word.count, wanted.count + most)
        var before: [Int] = []
        var last = Array(0...width)
        for row in 1...wanted.count {
            var next = Array(repeating: row, count: width + 1)
            var least = row
            for column in stride(from: 1, through: width, by: 1) {
                let isSame = wanted[row - 1] == word[column - 1]
                var value = min(last[column] + 1, next[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
                if row > 1, column > 1, wanted[row - 1] == word[column - 2], wanted[row - 2] == word[column - 1] {
                    value = min(value, before[column - 2] + 1)
                }
                next[column] = value
                least = min(least, value)
            }
            if least > most { return nil }
            (before, last) = (last, next)
        }
        if width == word.count, (1...most).contains(last[width]) { return (last[width], true) }
        let start = last.min() ?? Int.max
        return (1...most).contains(start) ? (start, false) : nil
    }
}
