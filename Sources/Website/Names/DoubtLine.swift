import KinoraKernel
import KinoraPreparation

/// A title of which providers know several, with what it could be.
struct DoubtLine: Hashable, Sendable {
    /// A title that can be chosen.
    struct Choice: Hashable, Sendable {
        let value: String
        let label: String
        /// What the button says to somebody who cannot see what stands around it.
        let spoken: String
    }

    let label: String
    let choices: [Choice]
    let address: String
    let noneSpoken: String

    init(_ doubt: Corrector.Doubt, _ words: Words) {
        let title = doubt.label.onOneLine(atMost: 100)
        label = doubt.label.onOneLine()
        choices = doubt.candidates.map { candidate in
            var name = candidate.title.onOneLine(atMost: 100)
            if let original = candidate.originalTitle?.onOneLine(atMost: 100), original != name { name += " – \(original)" }
            if let year = candidate.year { name += " (\(year))" }
            return Choice(
                value: candidate.name, label: words(.candidateAt, name, candidate.provider.providerName),
                spoken: words(.candidateFor, title, name, candidate.provider.providerName))
        }
        address = Place.chooseTitle(doubt.subject.name).address
        noneSpoken = words(.noneOfTheseFor, title)
    }
}
