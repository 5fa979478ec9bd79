import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Films that belong together.
struct CollectionPage: Sendable {
    let title: String
    let count: String
    /// HTML.
    let cards: String
    /// Passes in which its films are, where one of them is closed to the viewer.
    var offers: [FormPage.Link] = []

    init(_ shelf: CollectionShelf, _ press: CardPress) {
        title = shelf.name.onOneLine(atMost: Description.longestTitle)
        count = press.words.count(shelf.films.count, one: .oneTitle, many: .manyTitles)
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
