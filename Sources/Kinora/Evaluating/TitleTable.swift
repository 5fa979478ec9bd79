import Foundation
import KinoraRecommendation

/// What CSV files tell of titles: one line each (`item,title,year,genres,directors,…`, several values with `|` between them), or one line
/// for each property (`item,type,value`).
struct TitleTable {
    private var facts: [String: TitleFacts] = [:]
    private var order: [String] = []

    private static let kinds: [(ContentNode.Kind, [String])] = [
        (.genre, ["genre", "genres"]), (.director, ["director", "directors"]), (.writer, ["writer", "writers"]),
        (.actor, ["actor", "actors", "cast"]), (.collection, ["collection", "collections"]),
        (.country, ["country", "countries"]), (.tag, ["tag", "tags", "keyword", "keywords"]),
    ]

    mutating func read(_ path: String) throws {
        let file = try CSVFile(path) { fields in
            fields.contains {
                ["item", "itemid", "item_id", "movieid", "id"].contains($0.lowercased().trimmingCharacters(in: .whitespaces))
            }
        }
        if file.head == nil, file.rows.allSatisfy({ $0.fields.count == 3 }), file.isOfColons { return readOlder(file) }
        guard file.head != nil, let item = file.column("item", "itemid", "item_id", "movieid", "id", or: nil) else {
            throw EvaluationComplaint.noColumn(file.name, "item")
        }
        let (type, value) = (file.column("type", or: nil), file.column("value", or: nil))
        for row in file.rows {
            guard item < row.fields.count, !row.fields[item].isEmpty else { throw EvaluationComplaint.tooShort(file.name, line: row.line) }
            let id = row.fields[item]
            if let type, let value {
                guard max(type, value) < row.fields.count else { throw EvaluationComplaint.tooShort(file.name, line: row.line) }
                add(row.fields[type].lowercased(), [row.fields[value]], to: id)
            } else {
                for (place, column) in (file.head ?? []).enumerated() where place != item && place < row.fields.count {
                    let isOne = ["title", "name", "year"].contains(column)
                    add(column, isOne ? [row.fields[place]] : row.fields[place].split(separator: "|").map(String.init), to: id)
                }
            }
        }
    }

    /// item::title (year)::genre|genre, as in MovieLens' older files.
    private mutating func readOlder(_ file: CSVFile) {
        for row in file.rows {
            add("title", [row.fields[1]], to: row.fields[0])
            add("genres", row.fields[2].split(separator: "|").map(String.init), to: row.fields[0])
        }
    }

    private mutating func add(_ property: String, _ values: [String], to id: String) {
        if facts[id] == nil {
            facts[id] = TitleFacts(id: id, name: id)
            order.append(id)
        }
        let values = values.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        guard let first = values.first else { return }
        switch property {
        case "title", "name":
            facts[id]?.name = first
            if facts[id]?.year == nil, let year = first.wholeMatch(of: /.*\((\d{4})\)/)?.1 { facts[id]?.year = Int(year) }
        case "year": if let year = Double(first) { facts[id]?.year = Int(exactly: year.rounded()) }
        default:
            guard let kind = Self.kinds.first(where: { $0.1.contains(property) })?.0 else { return }
            for value in values {
                let billing = facts[id]?.nodes.count { $0.kind == kind } ?? 0
                facts[id]?.nodes.append(ContentNode(kind, value, order: kind == .actor ? billing : 0))
            }
        }
    }

    /// All titles, and those that only watches speak of.
    func titles(and watched: [WatchFact]) -> [TitleFacts] {
        var known = Set(order)
        let others = watched.map(\.title).filter { known.insert($0).inserted }
        return order.compactMap { facts[$0] } + others.map { TitleFacts(id: $0, name: $0) }
    }
}
