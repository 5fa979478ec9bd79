import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// What a search found.
struct SearchPage: Sendable {
    let text: String
    let heading: String
    let advice: String?
    /// Nil where nobody was found.
    let people: People?
    /// HTML.
    let cards: String

    struct People: Sendable {
        let links: [Link]
    }

    struct Link: Sendable {
        let label: String
        let meta: String
        let address: String
    }

    static let mostCharacters = 200
    static let mostTitles = 120
    static let mostPeople = 12

    init(_ shelves: Shelves, text asked: String?, _ press: CardPress) async throws {
        let words = press.words
        text = (asked ?? "").onOneLine(atMost: Self.mostCharacters)
        guard !FoldedWords.of(text).isEmpty else {
            (heading, advice, people, cards) = (words(.searchTitle), words(.searchInvitation), nil, "")
            return
        }
        let found = try await shelves.search(text, first: Self.mostTitles, people: Self.mostPeople)
        cards = press.print(found.titles.map(press.card))
        let links = found.people.map { person in
            Link(
                label: person.name.onOneLine(atMost: Description.longestTitle),
                meta: words.count(person.titles, one: .oneTitle, many: .manyTitles), address: Place.person(person.id).address)
        }
        people = links.isEmpty ? nil : People(links: links)
        if found.titles.isEmpty && links.isEmpty {
            heading = words(.nothingFound, text)
            advice = words(.nothingFoundAdvice)
        } else {
            heading = words(.resultsFor, found.correction ?? text)
            advice = found.correction == nil ? nil : words(.foundInstead, text)
        }
    }
}
