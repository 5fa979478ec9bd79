import KinoraCatalogue
import KinoraKernel

/// Somebody: what they directed, wrote and played in.
struct PersonPage: Sendable {
    let name: String
    let portrait: Picture?
    let count: String
    let parts: [Part]

    /// What they did in one role.
    struct Part: Sendable {
        let id: String
        let heading: String
        /// HTML.
        let cards: String
    }

    static let mostCards = 400
    /// Longer names of figures are cut, in Unicode scalars.
    private static let longestFigure = 120
    private static let mostFigures = 3

    init(_ shelf: PersonShelf, _ press: CardPress) {
        let words = press.words
        name = shelf.person.name.onOneLine(atMost: Description.longestTitle)
        portrait = Picture(shelf.person.portrait, as: .portrait, alt: words(.portraitOf, name))
        let titles = Set(shelf.works.values.joined().map(\.title.id))
        count = words.count(titles.count, one: .oneTitle, many: .manyTitles)
        let roles: [(Credit.Role, Phrase)] = [(.director, .personDirected), (.writer, .personWrote), (.actor, .personPlayed)]
        parts = roles.compactMap { role, heading in
            shelf.works[role].map { works in
                Part(
                    id: role.rawValue, heading: words(heading),
                    cards: press.print(works.prefix(Self.mostCards).map { Self.card($0, press) }))
            }
        }
    }

    /// A title, with whom they play in it and in how many episodes.
    private static func card(_ work: PersonShelf.Work, _ press: CardPress) -> Card {
        let words = press.words
        var card = press.card(work.title)
        let figures = work.appearances.compactMap(\.character).prefix(mostFigures).map { $0.onOneLine(atMost: longestFigure) }
        let episodes = work.appearances.compactMap(\.episodes).max().map { words.count($0, one: .oneEpisode, many: .manyEpisodes) }
        let facts = [work.year.map { String($0) }, figures.isEmpty ? nil : words(.playsFigure, figures.joined(separator: ", ")), episodes]
        card.meta = facts.compactMap(\.self).joined(separator: " · ")
        return card
    }
}
