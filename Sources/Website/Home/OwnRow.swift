import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// A row of the owner's own, with what of it the viewer may see; nil where that is nothing.
struct OwnRow: Sendable {
    let row: Row?

    init(_ wanted: HomeRow, on shelves: Shelves, _ press: CardPress) async throws {
        let heading = press.words.heading(wanted).onOneLine(atMost: HomePlan.longestHeading)
        let id = "own-\(Digest(of: Array(wanted.id.utf8)).hex.prefix(12))"
        switch wanted.kind {
        case .collection:
            guard let collection = wanted.subject.flatMap(CollectionShelf.id), let shelf = try await shelves.collection(collection) else {
                row = nil
                return
            }
            row = Row(id, heading, all: .collection(shelf.id), shelf.films.prefix(HomePage.perRow).map { press.card($0) }, press)
        case .genre:
            let choice = DirectoryChoice(order: .newest, genre: wanted.subject)
            let films = try await shelves.films(choice, first: HomePage.perRow)
            let series = try await shelves.series(choice, first: HomePage.perRow)
            let all: Place = films.count >= series.count ? .films(choice) : .seriesDirectory(choice)
            row = Row(id, heading, all: all, HomePage.newest(films, series, press), press)
        default:
            let names = wanted.titles ?? []
            let titles = try await shelves.titles(named: names)
            row = Row(id, heading, all: nil, names.compactMap { titles.card(of: $0, press) }, press)
        }
    }
}
