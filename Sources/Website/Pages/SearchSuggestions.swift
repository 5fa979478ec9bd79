import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// What may be meant by what somebody typed so far: a few titles and people, as a script shows them below the field.
struct SearchSuggestions: Sendable {
    let lines: [Line]

    struct Line: Sendable, Encodable {
        let label: String
        let meta: String
        let address: String
    }

    static let mostTitles = 6
    static let mostPeople = 2

    init(_ shelves: Shelves, text asked: String?, _ press: CardPress) async throws {
        let wanted = (asked ?? "").onOneLine(atMost: SearchPage.mostCharacters)
        guard !FoldedWords.of(wanted).isEmpty else {
            lines = []
            return
        }
        let found = try await shelves.search(wanted, first: Self.mostTitles, people: Self.mostPeople)
        lines =
            found.titles.map { title in
                let card = press.card(title)
                return Line(label: card.title, meta: card.meta, address: card.address)
            }
            + found.people.map { person in
                Line(
                    label: person.name.onOneLine(atMost: Description.longestTitle),
                    meta: press.words.count(person.titles, one: .oneTitle, many: .manyTitles), address: Place.person(person.id).address)
            }
    }
}
