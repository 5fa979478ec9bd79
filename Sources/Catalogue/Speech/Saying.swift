import KinoraDocuments
import KinoraKernel
import KinoraMedia

/// Something that is said in a film or an episode, as a search found it.
package struct Saying: Sendable, Hashable {
    /// A piece of what is said.
    package struct Piece: Sendable, Hashable {
        package let text: String
        /// Whether it was looked for.
        package let isFound: Bool
    }

    /// In which version.
    package let package: PackageID
    package let language: LanguageTag
    package let isForHearingImpaired: Bool
    /// When the first of the words that were looked for are shown, in milliseconds from the beginning.
    package let moment: Int64
    package let pieces: [Piece]
    /// The lower, the more like what was looked for.
    let attempt: Int

    /// Letters that are shown, around what was found.
    static let longest = 240

    init(_ found: FoundUtterance) {
        package = found.package
        language = found.language
        isForHearingImpaired = found.isForHearingImpaired
        attempt = found.attempt
        let marks = Self.marks(found)
        moment = marks.first { $0.isFound }.map { found.utterance.parts[$0.part].start } ?? found.utterance.parts.first?.start ?? 0
        pieces = Self.cut(marks)
    }

    private struct Mark {
        var part: Int
        var text: String
        var isFound: Bool
    }

    private struct Place {
        var part: Int
        var word: SpokenWords.Word
        var isFound = false
    }

    /// The text in stretches, alternately found and not; no stretch reaches over two parts.
    private static func marks(_ found: FoundUtterance) -> [Mark] {
        var places: [Place] = []
        for (part, said) in found.utterance.parts.enumerated() {
            for word in SpokenWords(said.text).words { places.append(Place(part: part, word: word)) }
        }
        for phrase in found.phrases where !phrase.words.isEmpty && phrase.words.count <= places.count {
            for start in 0...(places.count - phrase.words.count) where stands(phrase, at: start, among: places) {
                for index in start..<(start + phrase.words.count) { places[index].isFound = true }
            }
        }
        return found.utterance.parts.enumerated().flatMap { part, said in
            stretches(of: said.text, part, places.filter { $0.part == part && $0.isFound }.map(\.word.range))
        }
    }

    private static func stands(_ phrase: SpeechQuery.Phrase, at start: Int, among places: [Place]) -> Bool {
        let last = phrase.words.count - 1
        for (offset, wanted) in phrase.words.enumerated() {
            let word = places[start + offset].word.text
            let isLike = offset == last && phrase.isBeginning ? word.hasPrefix(wanted) : word == wanted
            if !isLike { return false }
        }
        return true
    }

    private static func stretches(of text: String, _ part: Int, _ found: [Range<String.Index>]) -> [Mark] {
        var marks: [Mark] = []
        var position = text.startIndex
        func add(_ end: String.Index, isFound: Bool) {
            guard position < end else { return }
            marks.append(Mark(part: part, text: String(text.unicodeScalars[position..<end]), isFound: isFound))
            position = end
        }
        if part > 0 { marks.append(Mark(part: part, text: " ", isFound: false)) }
        for range in found where range.lowerBound >= position {
            add(range.lowerBound, isFound: false)
            add(range.upperBound, isFound: true)
        }
        add(text.endIndex, isFound: false)
        return marks
    }

    /// As much as is shown: from a little before the first word that was found.
    private static func cut(_ marks: [Mark]) -> [Piece] {
        let length = marks.reduce(0) { $0 + $1.text.count }
        let before = marks.prefix { !$0.isFound }.reduce(0) { $0 + $1.text.count }
        var skip = length <= longest ? 0 : max(0, min(before - longest / 3, length - longest))
        var left = longest
        var pieces: [Piece] = skip > 0 ? [Piece(text: "…", isFound: false)] : []
        for mark in marks where left > 0 {
            var text = mark.text[...]
            let dropped = min(skip, text.count)
            text = text.dropFirst(dropped)
            skip -= dropped
            let shown = text.prefix(left)
            left -= shown.count
            if !shown.isEmpty { pieces.append(Piece(text: String(shown) + (shown.count < text.count ? "…" : ""), isFound: mark.isFound)) }
        }
        return pieces
    }
}

/// A film or an episode in which something is said.
package struct SaidIn: Sendable {
    package enum Feature: Sendable {
        case film(Stored<Film>)
        case episode(Stored<Episode>, of: Stored<Series>)
    }

    package let feature: Feature
    /// The best first.
    package var sayings: [Saying]

    package var versions: [Playable] {
        switch feature {
        case .film(let film): film.value.versions
        case .episode(let episode, _): episode.value.versions
        }
    }
}
