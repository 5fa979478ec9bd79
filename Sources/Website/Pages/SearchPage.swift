import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// What a search found.
struct SearchPage: Sendable {
    let text: String
    let heading: String
    let advice: String?
    let cards: [Card]

    static let mostCharacters = 200
    static let mostOfEach = 60
    /// Words beyond these are not looked for.
    static let mostWords = 12

    init(_ shelves: Shelves, text asked: String?, _ words: Words) async throws {
        text = (asked ?? "").onOneLine(atMost: Self.mostCharacters)
        let wanted = SortTitle.fold(text).split(separator: " ").prefix(Self.mostWords).joined(separator: " ")
        guard !wanted.isEmpty else {
            heading = words(.searchTitle)
            advice = words(.searchInvitation)
            cards = []
            return
        }
        let found = try await shelves.search(wanted, first: Self.mostOfEach)
        cards = found.films.map { Card($0, words) } + found.series.map { Card($0, words) }
        heading = cards.isEmpty ? words(.nothingFound, text) : words(.resultsFor, text)
        advice = cards.isEmpty ? words(.nothingFoundAdvice) : nil
    }
}
