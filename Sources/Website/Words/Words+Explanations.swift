import KinoraKernel
import KinoraPreparation

/// What other rooms explain in English, in the reader's language.
extension Words {
    /// The phrases for explanations, by their English text.
    static let explained = Dictionary(
        Phrase.allCases.filter { $0.rawValue.hasPrefix("trouble") }.map { (English.text($0), $0) }, uniquingKeysWith: { first, _ in first })

    /// An explanation; in English where there is no phrase for it.
    func said(_ explanation: Explanation) -> String {
        guard let values = explanation.values, let phrase = Self.explained[explanation.text] else { return explanation.english }
        return Explanation.fill(text(phrase), values.map { said($0) })
    }

    /// A complaint that somebody reads who asked for a page.
    func said(_ complaint: any Complaint) -> String { said(Explanation(complaint)) }

    /// A reason that stands in a document in English, with what it was made of beside it.
    ///
    /// What was written before there were explanations, or by a program that writes the English alone, is shown as it stands.
    func said(_ reason: String?, _ explained: [Explanation]?) -> String? {
        guard let reason, let explained, explained.english == reason else { return reason }
        return explained.map { said($0) }.joined(separator: " ")
    }

    /// Why the names of a file leave a doubt, sentence by sentence.
    func doubts(_ source: Source) -> [String] {
        let doubts = source.doubts ?? []
        guard let explained = source.explainedDoubts, explained.map(\.english) == doubts else { return doubts.map { $0.onOneLine() } }
        return explained.map { said($0).onOneLine() }
    }
}
