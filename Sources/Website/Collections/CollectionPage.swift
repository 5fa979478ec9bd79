import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Films that belong together.
struct CollectionPage: Sendable {
    let title: String
    /// How many titles, from which years, how long together.
    let count: String
    /// HTML.
    let cards: String
    /// What opens its films, where one of them is closed to the viewer.
    var offers: [FormPage.Link] = []
    /// Where the owner sets what it costs; nil for everybody else.
    var terms: String?
    let all = Place.collections(page: 1).address

    init(_ shelf: CollectionShelf, _ press: CardPress) {
        title = shelf.name.onOneLine(atMost: Description.longestTitle)
        let years = shelf.films.compactMap(\.value.description.year)
        let span = years.min().flatMap { first in years.max().map { first == $0 ? String(first) : "\(first)–\($0)" } }
        let whole = shelf.films.compactMap(\.value.shownDuration)
        let length = whole.count == shelf.films.count && !whole.isEmpty ? press.words.length(milliseconds: whole.reduce(0, +)) : nil
        count = [press.words.count(shelf.films.count, one: .oneTitle, many: .manyTitles), span, length].compactMap(\.self)
            .joined(separator: " · ")
        cards = press.print(shelf.films.map { press.card($0) })
    }

    /// The row on the page of one of its films; nil where the others are not there.
    static func row(_ shelf: CollectionShelf?, without film: String, _ press: CardPress) -> Row? {
        guard let shelf else { return nil }
        let others = shelf.films.filter { $0.id != film }
        let name = shelf.name.onOneLine(atMost: Description.longestTitle)
        return Row("collection", name, all: .collection(shelf.id), others.prefix(HomePage.perRow).map { press.card($0) }, press)
    }
}
