import KinoraCatalogue
import KinoraDocuments
import KinoraViewing

/// A directory of films or of series: how it is ordered, which genre, one page of cards.
struct DirectoryPageView: Sendable {
    let title: String
    let count: String
    let orders: [Choice]
    let genres: [Choice]
    let cards: [Card]
    let isEmpty: Bool
    let paging: Paging?

    /// One of several, as a link.
    struct Choice: Sendable {
        let label: String
        let address: String
        let isChosen: Bool
    }

    struct Paging: Sendable {
        let previous: String?
        let next: String?
        let sentence: String
    }

    /// Only the most frequent genres are offered.
    static let mostGenres = 60

    static func films(_ shelves: Shelves, _ choice: DirectoryChoice, _ history: WatchHistory, profile: String, _ words: Words)
        async throws -> DirectoryPageView
    {
        let page = try await shelves.films(choice)
        let progress = try await history.progress(of: page.titles.map(\.id), by: profile)
        let genres = try await shelves.genres().filter { $0.films > 0 }.prefix(mostGenres).map(\.name)
        return DirectoryPageView(
            words(.films), choice, page, page.titles.map { Card($0, progress: progress[$0.id], words) }, genres: genres, words
        ) { .films($0) }
    }

    static func series(_ shelves: Shelves, _ choice: DirectoryChoice, _ words: Words) async throws -> DirectoryPageView {
        let page = try await shelves.series(choice)
        let genres = try await shelves.genres().filter { $0.series > 0 }.prefix(mostGenres).map(\.name)
        return DirectoryPageView(
            words(.series), choice, page, page.titles.map { Card($0, words) }, genres: genres, words
        ) { .seriesDirectory($0) }
    }

    private init<R>(
        _ title: String, _ choice: DirectoryChoice, _ page: DirectoryPage<R>, _ cards: [Card], genres: [String], _ words: Words,
        place: (DirectoryChoice) -> Place
    ) {
        self.title = choice.genre.map { "\(title): \($0)" } ?? title
        self.cards = cards
        isEmpty = cards.isEmpty
        count = words.count(page.total, one: .oneTitle, many: .manyTitles)
        let names: [(DirectoryChoice.Order, Phrase)] = [(.title, .orderTitle), (.newest, .orderNewest), (.year, .orderYear)]
        orders = names.map { order, phrase in
            let address = place(DirectoryChoice(order: order, genre: choice.genre)).address
            return Choice(label: words(phrase), address: address, isChosen: order == choice.order)
        }
        let all: [String?] = [nil] + genres.sorted()
        self.genres =
            genres.isEmpty
            ? []
            : all.map { genre in
                let address = place(DirectoryChoice(order: choice.order, genre: genre)).address
                return Choice(label: genre ?? words(.allGenres), address: address, isChosen: genre == choice.genre)
            }
        paging =
            page.pages == 1
            ? nil
            : Paging(
                previous: page.page > 1
                    ? place(DirectoryChoice(order: choice.order, genre: choice.genre, page: page.page - 1)).address : nil,
                next: page.page < page.pages
                    ? place(DirectoryChoice(order: choice.order, genre: choice.genre, page: page.page + 1)).address : nil,
                sentence: words(.pageOf, String(page.page), String(page.pages)))
    }
}
