import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation

/// Where an owner says that a title is another one, and parts again what it took in.
struct MergingPage: Sendable {
    let heading: String
    let lead: String
    let back: String
    let action: String
    let faults: [String]
    let text: String
    /// What bears the name that was looked for; nil before something was looked for.
    let found: Found?
    /// Whether one can say which season of the other it is.
    let isSeries: Bool
    let absorbed: [Absorbed]
    /// Its files, where there are several, each with the way to say that it is something else.
    let files: [File]

    struct Found: Sendable {
        let isEmpty: Bool
        let choices: [Choice]
    }

    struct Choice: Sendable {
        let id: String
        let label: String
        let spoken: String
    }

    struct Absorbed: Sendable {
        let id: String
        let label: String
        let spoken: String
    }

    struct File: Sendable {
        let label: String
        let address: String
    }

    /// - Parameter candidates: names and labels of titles that the text may mean; nil before something was looked for.
    init(
        _ subject: Subject, named title: String, _ absorbed: [AbsorbedTitle], candidates: [(id: String, label: String)]?, text: String,
        files: [(source: String, path: String)], faults: [String], back: Place, _ words: Words
    ) {
        heading = words(.mergeOf, title)
        if case .series = subject { isSeries = true } else { isSeries = false }
        lead = words(isSeries ? .mergeSeriesLead : .mergeFilmLead)
        self.back = back.address
        action = Place.merging(subject, nil).address
        self.faults = faults
        self.text = text
        found = candidates.map { candidates in
            Found(
                isEmpty: candidates.isEmpty,
                choices: candidates.map { Choice(id: $0.id, label: $0.label, spoken: words(.mergeThisSpoken, title, $0.label)) })
        }
        self.absorbed = absorbed.filter(\.isOwners).map {
            Absorbed(id: $0.id, label: $0.label.onOneLine(), spoken: words(.mergePartSpoken, $0.label.onOneLine()))
        }
        self.files = files.count < 2 ? [] : files.map { File(label: $0.path.onOneLine(), address: Place.naming($0.source).address) }
    }
}
