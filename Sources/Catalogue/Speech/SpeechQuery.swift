/// What somebody believes to have heard: words that must all be said together, and phrases in quotation marks that must be said so.
package struct SpeechQuery: Sendable, Hashable {
    /// Words that follow each other.
    package struct Phrase: Sendable, Hashable {
        package let words: [String]
        /// Whether the last word may go on: `light` finds `lighthouse`.
        package let isBeginning: Bool

        package init(_ words: [String], isBeginning: Bool = false) {
            self.words = words
            self.isBeginning = isBeginning
        }
    }

    /// All phrases must be there. The first attempt is the strictest; the last is made only where the others find nothing.
    package let attempts: [[Phrase]]

    package static let mostCharacters = 200
    package static let mostWords = 20
    /// Beginnings that are shorter lead to too many words.
    private static let shortestBeginning = 4

    /// Nil where a text has no words.
    package init?(_ text: String) {
        var phrases: [Phrase] = []
        var left = Self.mostWords
        func add(_ words: [String]) {
            let taken = Array(words.prefix(left))
            left -= taken.count
            if !taken.isEmpty { phrases.append(Phrase(taken)) }
        }
        var hasQuotes = false
        // Between the marks, every second piece stands in them; a mark that nobody closed is none.
        let pieces = text.prefix(Self.mostCharacters).split(omittingEmptySubsequences: false) { "\"“”„‟«»「」『』".contains($0) }
        for (place, piece) in pieces.enumerated() {
            let isQuoted = place % 2 == 1 && place < pieces.count - 1
            hasQuotes = hasQuotes || isQuoted
            if isQuoted {
                add(SpokenWords(String(piece)).words.map(\.text))
            } else {
                for word in piece.split(whereSeparator: \.isWhitespace) { add(SpokenWords(String(word)).words.map(\.text)) }
            }
        }
        guard !phrases.isEmpty else { return nil }
        var attempts: [[Phrase]] = []
        if phrases.count > 1, !hasQuotes { attempts.append([Phrase(phrases.flatMap(\.words))]) }
        attempts.append(phrases)
        if !hasQuotes, phrases.contains(where: Self.mayGoOn) {
            attempts.append(phrases.map { Self.mayGoOn($0) ? Phrase($0.words, isBeginning: true) : $0 })
        }
        self.attempts = attempts
    }

    private static func mayGoOn(_ phrase: Phrase) -> Bool { (phrase.words.last?.count ?? 0) >= shortestBeginning }
}
