import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// The first page: what just arrived, large, and rows of what there is.
struct HomePage: Sendable {
    let banner: Banner?
    let rows: [Row]
    let empty: EmptyHouse?
    /// The next screening, when it is near.
    var near: ScreeningLine?
    /// The programme of screenings.
    let programme = ScreeningPlace.all.address
    /// Where rows are chosen; nil for those who have no part in it.
    var choose: String?

    static let perRow = 20
    static let mostGenreRows = 6
    /// A genre with fewer titles gets no row of its own.
    static let fewestOfGenre = 2

    /// So many rows of genres stay where there are recommendations.
    static let fewestGenreRows = 2

    /// - Parameters:
    ///   - continuing: what the viewer may go on with.
    ///   - listed: what is on the viewer's list.
    ///   - recommended: rows that are for this viewer; they take the place of rows of genres.
    ///   - plan: which rows are wanted, in order.
    ///
    /// Asks at most 3 + 2 × `mostGenreRows` questions about titles, and two more for each row of the owner's own.
    /// - Parameter desk: nil where the visitor has no part in preparing films.
    init(
        _ shelves: Shelves, _ desk: (any JobDesk)?, continuing: [Card], listed: [Card] = [], recommended: [Row] = [],
        plan: [HomeRow] = HomePlan().all, libraries: [String],
        _ press: CardPress
    ) async throws {
        let words = press.words
        let newFilms = try await shelves.films(DirectoryChoice(order: .newest), first: Self.perRow)
        let newSeries = try await shelves.series(DirectoryChoice(order: .newest), first: Self.perRow)
        guard !(newFilms.isEmpty && newSeries.isEmpty) else {
            banner = nil
            rows = []
            empty = try await EmptyHouse(desk, libraries: libraries, words)
            return
        }
        empty = nil
        banner = Self.banner(newFilms, newSeries, words)
        var rows: [Row?] = []
        for row in plan {
            switch row.kind {
            case .continueWatching: rows.append(Row("continue", words(.continueWatching), all: .history(page: 1), continuing, press))
            case .myList: rows.append(Row("my-list", words(.myList), all: .myList(page: 1), listed, press))
            case .recommended: rows += recommended.map(Optional.some)
            case .new: rows.append(Row("new", words(.newHere), all: nil, Self.newest(newFilms, newSeries, press), press))
            case .films:
                let films = try await shelves.films(DirectoryChoice(), first: Self.perRow).map { press.card($0) }
                rows.append(Row("films", words(.films), all: .films(DirectoryChoice()), films, press))
            case .series:
                rows.append(
                    Row("series", words(.series), all: .seriesDirectory(DirectoryChoice()), newSeries.map { press.card($0) }, press))
            case .genres:
                rows += try await Self.genreRows(shelves, most: max(Self.fewestGenreRows, Self.mostGenreRows - recommended.count), press)
            case .collection, .genre, .titles: rows.append(try await OwnRow(row, on: shelves, press).row)
            }
        }
        self.rows = rows.compactMap(\.self)
    }

    /// The newest title that has a picture, else the newest.
    private static func banner(_ films: [Stored<Film>], _ series: [Stored<Series>], _ words: Words) -> Banner? {
        let pictured =
            films.first { $0.value.description.backdrop != nil } ?? films.first { Picture(stillOf: $0.value.versions, as: .banner) != nil }
        if let film = pictured ?? films.first {
            let description = film.value.description
            let length = film.value.shownDuration.map { words.length(milliseconds: $0) }
            return Banner(
                description, picture: Picture(stillOf: film.value.versions, as: .banner), kicker: words(.featured),
                meta: [description.year.map { String($0) }, length, description.shownCertificate]
                    + description.genres.prefix(2).map(Optional.some),
                play: .init(address: Place.watchFilm(FilmID(film.id), version: nil).address, label: words(.play)),
                details: .film(FilmID(film.id)), words: words)
        }
        return series.first.map { first in
            Banner(
                first.value.description, picture: nil, kicker: words(.featured),
                meta: [first.value.description.year.map { String($0) }, words(.series)]
                    + first.value.description.genres.prefix(2).map(Optional.some),
                play: nil, details: .series(SeriesID(first.id)), words: words)
        }
    }

    /// Films and series together, by when they were listed.
    static func newest(_ films: [Stored<Film>], _ series: [Stored<Series>], _ press: CardPress) -> [Card] {
        let beginning = Moment(milliseconds: 0)
        let all =
            films.map { ($0.value.listedAt ?? beginning, press.card($0)) }
            + series.map { ($0.value.listedAt ?? beginning, press.card($0)) }
        return all.sorted { $0.0 > $1.0 }.prefix(perRow).map(\.1)
    }

    private static func genreRows(_ shelves: Shelves, most: Int, _ press: CardPress) async throws -> [Row?] {
        var rows: [Row?] = []
        let genres = try await shelves.genres().filter { $0.films + $0.series >= fewestOfGenre }.prefix(most)
        for (index, genre) in genres.enumerated() {
            let choice = DirectoryChoice(order: .newest, genre: genre.name)
            let films = genre.films == 0 ? [] : try await shelves.films(choice, first: perRow)
            let series = genre.series == 0 ? [] : try await shelves.series(choice, first: perRow)
            let all: Place =
                genre.films >= genre.series
                ? .films(DirectoryChoice(genre: genre.name)) : .seriesDirectory(DirectoryChoice(genre: genre.name))
            rows.append(Row("genre-\(index)", genre.name, all: all, newest(films, series, press), press))
        }
        return rows
    }
}
