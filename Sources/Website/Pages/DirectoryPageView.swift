import KinoraCatalogue
import KinoraDocuments
import KinoraViewing

/// A directory of films or of series: how it is ordered, what it is narrowed to, one page of cards.
struct DirectoryPageView: Sendable {
    let title: String
    /// Where the collections are; nil beside series.
    var collections: String?
    let count: String
    let orders: [Choice]
    let genres: [Choice]
    let filters: DirectoryFilters
    /// HTML.
    let cards: String
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

    static func films(_ shelves: Shelves, _ choice: DirectoryChoice, _ history: WatchHistory, profile: String, _ press: CardPress)
        async throws -> DirectoryPageView
    {
        let watched = choice.isUnwatched ? try await shelves.standing(history.watched(.film, by: profile).sorted()) : []
        let page = try await shelves.films(choice, watched: Set(watched))
        let progress = try await history.progress(of: page.titles.flatMap(\.watchedNames), by: profile)
        let genres = try await shelves.genres().filter { $0.films > 0 }.prefix(mostGenres).map(\.name)
        let cards = page.titles.map { press.card($0, progress: $0.progress(in: progress)) }
        return DirectoryPageView(press.words(.films), choice, page, cards, genres: genres, press) { .films($0) }
    }

    static func series(_ shelves: Shelves, _ choice: DirectoryChoice, _ history: WatchHistory, profile: String, _ press: CardPress)
        async throws -> DirectoryPageView
    {
        let watched = choice.isUnwatched ? try await shelves.standing(history.watched(.episode, by: profile).sorted()) : []
        let page = try await shelves.series(choice, watched: Set(watched))
        let genres = try await shelves.genres().filter { $0.series > 0 }.prefix(mostGenres).map(\.name)
        return DirectoryPageView(
            press.words(.series), choice, page, page.titles.map { press.card($0) }, genres: genres, press
        ) { .seriesDirectory($0) }
    }

    private init<R>(
        _ title: String, _ choice: DirectoryChoice, _ page: DirectoryPage<R>, _ cards: [Card], genres: [String], _ press: CardPress,
        place: (DirectoryChoice) -> Place
    ) {
        let words = press.words
        /// The same choice with another order, genre or page.
        func address(_ change: (inout DirectoryChoice) -> Void) -> String {
            var other = choice
            other.page = 1
            change(&other)
            return place(other).address
        }
        self.title = choice.genre.map { "\(title): \($0)" } ?? title
        self.cards = press.print(cards)
        isEmpty = cards.isEmpty
        count = words.count(page.total, one: .oneTitle, many: .manyTitles)
        let names: [(DirectoryChoice.Order, Phrase)] = [
            (.title, .orderTitle), (.newest, .orderNewest), (.year, .orderYear), (.rating, .orderRating), (.length, .orderLength),
        ]
        orders = names.map { order, phrase in
            Choice(label: words(phrase), address: address { $0.order = order }, isChosen: order == choice.order)
        }
        let all: [String?] = [nil] + genres.sorted()
        self.genres =
            genres.isEmpty
            ? []
            : all.map { genre in
                Choice(label: genre ?? words(.allGenres), address: address { $0.genre = genre }, isChosen: genre == choice.genre)
            }
        filters = DirectoryFilters(choice, page.facets, words, place: place)
        paging =
            page.pages == 1
            ? nil
            : Paging(
                previous: page.page > 1 ? address { $0.page = page.page - 1 } : nil,
                next: page.page < page.pages ? address { $0.page = page.page + 1 } : nil,
                sentence: words(.pageOf, String(page.page), String(page.pages)))
    }
}
