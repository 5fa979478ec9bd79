import KinoraCatalogue

/// What providers are asked about a title: all that its files and its owner say of its name, and nothing that a provider said.
package struct TitleQuestion: Codable, Hashable, Sendable {
    package var kind: TitleKind
    /// The best first, each once.
    package var titles: [String]
    package var year: Int?
    package var ids: [String: String]

    package init(_ kind: TitleKind, titles: [String], year: Int? = nil, ids: [String: String] = [:]) {
        self.kind = kind
        self.titles = titles
        self.year = year
        self.ids = ids
    }

    /// Providers are asked for so many titles of one question.
    private static let mostTitles = 3

    /// Nil where nobody but a provider says anything.
    init?(_ kind: TitleKind, _ said: [Said], in order: OriginOrder) {
        let own = said.filter { ![.tmdb, .omdb, .frame].contains($0.origin) }
        guard !own.isEmpty else { return nil }
        let merged = Merge.description(of: own, in: order)
        var titles = [merged.title]
        let others = [merged.originalTitle] + own.flatMap { [$0.facts.title, $0.facts.originalTitle] }
        for case let title? in others where !titles.contains(where: { Folded.text($0) == Folded.text(title) }) { titles.append(title) }
        self.init(kind, titles: Array(titles.prefix(Self.mostTitles)), year: merged.year, ids: merged.providerIDs)
    }

    /// A short mark of everything in it: another question has another.
    package var mark: String {
        var stamp = Stamp()
        for text in [kind.rawValue] + titles + [year.map { String($0) } ?? ""] + ids.sorted(by: { $0.key < $1.key }).flatMap({ [$0, $1] }) {
            stamp.add(text.utf8)
        }
        return stamp.text
    }
}
