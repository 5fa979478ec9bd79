import KinoraCatalogue
import KinoraDocuments

/// What the viewer wants to watch some day.
struct MyListPage: Sendable {
    let count: String
    /// HTML.
    let cards: String
    let isEmpty: Bool
    let paging: DirectoryPageView.Paging?

    static let perPage = 60

    /// - Parameter names: of everything on the list, also what is gone or is not for this viewer's eyes.
    init(_ names: [String], on shelves: Shelves, page asked: Int, _ press: CardPress) async throws {
        let cards = try await Self.cards(names, on: shelves, press)
        let words = press.words
        count = words.count(cards.count, one: .oneTitle, many: .manyTitles)
        isEmpty = cards.isEmpty
        let pages = max(1, (cards.count + Self.perPage - 1) / Self.perPage)
        let page = min(max(1, asked), pages)
        self.cards = press.print(cards.dropFirst((page - 1) * Self.perPage).prefix(Self.perPage))
        paging =
            pages == 1
            ? nil
            : .init(
                previous: page > 1 ? Place.myList(page: page - 1).address : nil,
                next: page < pages ? Place.myList(page: page + 1).address : nil,
                sentence: words(.pageOf, String(page), String(pages)))
    }

    /// The titles that are there, in their order.
    static func cards(_ names: [String], on shelves: Shelves, _ press: CardPress) async throws -> [Card] {
        let titles = try await shelves.titles(named: names)
        return names.compactMap { titles.card(of: $0, press) }
    }
}
