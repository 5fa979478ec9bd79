import KinoraKernel

/// What is said in a film, for searching: the cues of a WebVTT file without markup.
///
/// Cues are joined to one utterance where the first stops in the middle of a sentence, or says next to nothing, and the next follows at once:
/// so a sentence is found that is shown in several pieces. Nobody's file is trusted: it is cut where it becomes longer than any film's.
package struct Transcript: Sendable {
    package let utterances: [Utterance]

    /// Bytes of a file beyond these are not looked at; the subtitles of a film of three hours have about 200,000.
    package static let mostBytes = 4 << 20
    package static let mostCues = 50_000
    /// Letters of one cue.
    static let longestPart = 600
    static let mostParts = 4
    /// Letters of cues that are joined.
    static let longestUtterance = 300
    /// Milliseconds between two cues that go together.
    private static let longestGap: Int64 = 1500
    /// Letters. What is shorter goes with what follows, though it ends like a sentence.
    private static let shortest = 25

    /// - Parameter bytes: of a WebVTT file; what is none says nothing.
    package init(webVTT bytes: [UInt8]) {
        let text = String(decoding: bytes.prefix(Self.mostBytes), as: UTF8.self)
        let cues = WebVTTReader.first(Self.mostCues, in: Subtitles.lines(of: text)).sorted { $0.start < $1.start }
        utterances = Self.joined(cues)
    }

    private static func joined(_ cues: [Cue]) -> [Utterance] {
        var utterances: [Utterance] = []
        var lastEnd = Int64.min
        for cue in cues {
            let part = Utterance.Part(start: max(0, cue.start), text: plain(cue.text))
            guard !part.text.isEmpty else { continue }
            if let last = utterances.last, cue.start - lastEnd <= longestGap, goesOn(last, part) {
                utterances[utterances.count - 1].parts.append(part)
            } else {
                utterances.append(Utterance(parts: [part]))
            }
            lastEnd = cue.end
        }
        return utterances
    }

    private static func goesOn(_ utterance: Utterance, _ next: Utterance.Part) -> Bool {
        let length = utterance.parts.reduce(0) { $0 + $1.text.count }
        guard utterance.parts.count < mostParts, length + next.text.count <= longestUtterance,
            let last = utterance.parts.last?.text, let first = next.text.first, !"-–—‐".contains(first)
        else { return false }
        return length < shortest || !isFinished(last)
    }

    /// Whether a text ends as sentences end. An ellipsis says that it goes on.
    private static func isFinished(_ text: String) -> Bool {
        var rest = text[...]
        while let last = rest.last, "\"'”’»“)]}♪♫ ".contains(last) { rest.removeLast() }
        if rest.hasSuffix("...") || rest.hasSuffix("…") { return false }
        return rest.last.map { ".!?。！？؟।։".contains($0) } ?? false
    }

    /// Cue text as `CueText` writes it, without its three tags and escapes.
    static func plain(_ text: String) -> String {
        var plain = text.replacing("\n", with: " ")
        if plain.contains("<") {
            for tag in ["<i>", "</i>", "<b>", "</b>", "<u>", "</u>"] { plain = plain.replacing(tag, with: "") }
        }
        if plain.contains("&") { plain = plain.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&") }
        return plain.onOneLine(atMost: longestPart)
    }
}
