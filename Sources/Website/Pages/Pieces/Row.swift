/// A row of cards that scrolls sideways.
struct Row: Sendable {
    /// Unique on the page; letters, digits and hyphens.
    let id: String
    let title: String
    /// Where all of them are.
    let all: String?
    /// HTML.
    let cards: String
    let backLabel: String
    let onLabel: String

    /// Nil where there is nothing to show.
    init?(_ id: String, _ title: String, all: Place?, _ cards: [Card], _ press: CardPress) {
        guard !cards.isEmpty else { return nil }
        self.id = id
        self.title = title
        self.all = all?.address
        self.cards = press.print(cards)
        backLabel = press.words(.rowBack, title)
        onLabel = press.words(.rowOn, title)
    }
}
