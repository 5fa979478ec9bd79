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
    let said: Said

    /// Where it is said.
    struct Said: Sendable {
        /// Nil where nobody says it.
        var list: SaidList?
        /// What the viewer should know about it.
        var notice: String?
    }

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

    /// - Parameter said: looks for a text in what is said.
    init(
        _ shelves: Shelves, text asked: String?, _ press: CardPress, said find: (String) async throws -> Said = { _ in Said() }
    ) async throws {
        let words = press.words
        text = (asked ?? "").onOneLine(atMost: Self.mostCharacters)
        guard !FoldedWords.of(text).isEmpty else {
            (heading, advice, people, cards) = (words(.searchTitle), words(.searchInvitation), nil, "")
            said = Said()
            return
        }
        let found = try await shelves.search(text, first: Self.mostTitles, people: Self.mostPeople)
        said = try await find(text)
        cards = press.print(found.titles.map(press.card))
        let links = found.people.map { person in
            Link(
                label: person.name.onOneLine(atMost: Description.longestTitle),
                meta: words.count(person.titles, one: .oneTitle, many: .manyTitles), address: Place.person(person.id).address)
        }
        people = links.isEmpty ? nil : People(links: links)
        if found.titles.isEmpty && links.isEmpty {
            heading = words(said.list == nil ? .nothingFound : .resultsFor, text)
            advice = said.list == nil ? words(.nothingFoundAdvice) : nil
        } else {
            heading = words(.resultsFor, found.correction ?? text)
            advice = found.correction == nil ? nil : words(.foundInstead, text)
        }
    }
}
