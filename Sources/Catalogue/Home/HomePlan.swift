import KinoraDocuments
import KinoraKernel

/// Which rows stand on the first page, and in which order: one document, `home`. Where there is none the house chooses.
package struct HomePlan: Record, Hashable {
    package static let schema = CollectionSchema("home-plan")
    package static let name = "home"

    package private(set) var rows: [HomeRow]

    /// Rows of an owner's own, titles in one of them, and letters of a heading.
    package static let mostOwn = 20
    package static let mostTitles = 40
    package static let longestHeading = 100

    /// As a house has them that chose nothing.
    package init() { rows = HomeRow.Kind.allCases.filter { !$0.isOwn }.map { HomeRow($0) } }

    /// The rows in order; kinds that came with a later version stand last.
    package var all: [HomeRow] {
        let known = Set(rows.map(\.kind))
        return rows + HomeRow.Kind.allCases.filter { !$0.isOwn && !known.contains($0) }.map { HomeRow($0) }
    }

    package func shown(at now: Moment) -> [HomeRow] { all.filter { $0.isShown(at: now) } }

    // MARK: - Changing it

    /// Puts a row one place up or down; nothing happens at either end.
    package mutating func move(_ id: String, by step: Int) {
        rows = all
        guard let place = rows.firstIndex(where: { $0.id == id }), rows.indices.contains(place + step) else { return }
        rows.swapAt(place, place + step)
    }

    package mutating func hide(_ id: String, _ isHidden: Bool) {
        rows = all
        guard let place = rows.firstIndex(where: { $0.id == id }) else { return }
        rows[place].isHidden = isHidden ? true : nil
    }

    /// Takes a row of the owner's own away.
    package mutating func remove(_ id: String) { rows = all.filter { $0.id != id || !$0.kind.isOwn } }

    /// Adds a row at the top.
    /// - Throws: `HomePlanFull`.
    package mutating func add(_ row: HomeRow) throws {
        rows = all
        guard rows.count(where: \.kind.isOwn) < Self.mostOwn else { throw HomePlanFull() }
        rows.insert(row, at: 0)
    }
}

/// No more rows of an owner's own are kept.
package struct HomePlanFull: ExplainedComplaint {
    package init() {}

    package var explanation: Explanation { "The first page has \(HomePlan.mostOwn) rows of your own, and no more. Remove one first." }
}
