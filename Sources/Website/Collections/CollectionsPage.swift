import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// All collections, each with a picture of its first film.
struct CollectionsPage: Sendable {
    let count: String
    /// HTML.
    let cards: String
    let isEmpty: Bool
    let paging: DirectoryPageView.Paging?

    static let perPage = 60

    init(_ shelves: Shelves, page asked: Int, _ press: CardPress) async throws {
        let all = try await shelves.collections()
        let words = press.words
        count = words.count(all.count, one: .oneCollection, many: .manyCollections)
        isEmpty = all.isEmpty
        let pages = max(1, (all.count + Self.perPage - 1) / Self.perPage)
        let page = min(max(1, asked), pages)
        let shown = Array(all.dropFirst((page - 1) * Self.perPage).prefix(Self.perPage))
        let first = try await shelves.titles(named: shown.map(\.first))
        cards = press.print(
            shown.compactMap { collection in
                first.films[collection.first].map { film in
                    press.card(film, of: collection, meta: words.count(collection.films, one: .oneTitle, many: .manyTitles))
                }
            })
        paging =
            pages == 1
            ? nil
            : .init(
                previous: page > 1 ? Place.collections(page: page - 1).address : nil,
                next: page < pages ? Place.collections(page: page + 1).address : nil,
                sentence: words(.pageOf, String(page), String(pages)))
    }
}
