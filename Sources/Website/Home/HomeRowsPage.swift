import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Where an owner says which rows stand on the first page.
struct HomeRowsPage: Sendable {
    let faults: [String]
    let lines: [Line]
    let action = Place.homeRows.address
    let home = Place.home.address
    let kinds: [Option]
    let collections: [Option]
    let genres: [Option]
    let form: HomeRowForm

    struct Line: Sendable {
        let id: String
        let label: String
        let meta: String
        let buttons: [Button]
    }

    struct Button: Sendable {
        let wish: String
        let label: String
        let spoken: String
    }

    struct Option: Sendable {
        let value: String
        let label: String
        let isChosen: Bool
    }

    static let mostChoices = 500

    init(_ plan: HomePlan, _ form: HomeRowForm, faults: [String] = [], on shelves: Shelves, at now: Moment, _ words: Words) async throws {
        self.faults = faults
        self.form = form
        let rows = plan.all
        lines = rows.enumerated().map { place, row in Self.line(row, isFirst: place == 0, isLast: place == rows.count - 1, at: now, words) }
        kinds = [(HomeRow.Kind.collection, words(.homeRowCollection)), (.genre, words(.genre)), (.titles, words(.homeRowTitles))]
            .map { Option(value: $0.rawValue, label: $1, isChosen: form.kind == $0.rawValue) }
        collections = try await shelves.collections().prefix(Self.mostChoices).map { collection in
            Option(value: collection.name, label: collection.name, isChosen: form.subject == collection.name)
        }
        genres = try await shelves.genres().prefix(Self.mostChoices).map { genre in
            Option(value: genre.name, label: genre.name, isChosen: form.subject == genre.name)
        }
    }

    private static func line(_ row: HomeRow, isFirst: Bool, isLast: Bool, at now: Moment, _ words: Words) -> Line {
        let label = words.heading(row)
        var meta: [String] = []
        if row.isHidden == true { meta.append(words(.homeRowHidden)) }
        if row.kind.isOwn { meta.append(words(.homeRowOwn)) }
        if let from = row.from { meta.append(words(.homeRowFrom, words.day(from))) }
        if let until = row.until { meta.append(words(.homeRowUntil, words.day(until - .seconds(1)))) }
        var buttons: [Button] = []
        if !isFirst { buttons.append(.init(wish: "up", label: words(.homeRowUp), spoken: words(.homeRowUpThis, label))) }
        if !isLast { buttons.append(.init(wish: "down", label: words(.homeRowDown), spoken: words(.homeRowDownThis, label))) }
        if row.isHidden == true {
            buttons.append(.init(wish: "show", label: words(.homeRowShow), spoken: words(.homeRowShowThis, label)))
        } else {
            buttons.append(.init(wish: "hide", label: words(.homeRowHide), spoken: words(.homeRowHideThis, label)))
        }
        if row.kind.isOwn { buttons.append(.init(wish: "remove", label: words(.homeRowRemove), spoken: words(.homeRowRemoveThis, label))) }
        return Line(id: row.id, label: label, meta: meta.joined(separator: " · "), buttons: buttons)
    }
}

extension Words {
    /// What a row of the first page is called where it is chosen.
    func heading(_ row: HomeRow) -> String {
        if let heading = row.heading { return heading }
        switch row.kind {
        case .continueWatching: return self(.continueWatching)
        case .myList: return self(.myList)
        case .recommended: return self(.homeRowRecommended)
        case .new: return self(.newHere)
        case .films: return self(.films)
        case .series: return self(.series)
        case .genres: return self(.homeRowGenres)
        case .collection, .genre: return row.subject ?? ""
        case .titles: return self(.homeRowTitles)
        }
    }
}
