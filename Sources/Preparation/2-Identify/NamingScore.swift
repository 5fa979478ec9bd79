/// How well names are understood, by level (how much it matters) and area (the beginning of a case's name).
package struct NamingScore: Hashable, Sendable {
    package struct Field: Hashable, Sendable {
        package var name: String
        package var expected: String
        package var got: String
    }

    package struct Miss: Hashable, Sendable {
        package var id: String
        package var level: String
        package var path: String
        package var fields: [Field]
    }

    package struct Count: Hashable, Sendable {
        package var right = 0
        package var all = 0
    }

    package private(set) var levels: [String: Count] = [:]
    package private(set) var areas: [String: [String: Count]] = [:]
    package private(set) var misses: [Miss] = []
    /// Cases that are no question of names.
    package private(set) var skipped = 0

    package var total: Count {
        levels.values.reduce(into: Count()) { sum, count in
            sum.right += count.right
            sum.all += count.all
        }
    }

    mutating func skip() { skipped += 1 }

    mutating func note(_ id: String, _ level: String, misses fields: [Field], of path: String) {
        let area = String(id.prefix(while: { $0 != "-" }))
        let isRight = fields.isEmpty
        levels[level, default: Count()].all += 1
        areas[area, default: [:]][level, default: Count()].all += 1
        if isRight {
            levels[level]?.right += 1
            areas[area]?[level]?.right += 1
        } else {
            misses.append(Miss(id: id, level: level, path: path, fields: fields))
        }
    }

    private static let order = ["must", "should", "stretch", "decide"]

    /// A table for a terminal, and below it what was missed.
    package var table: String {
        let known = Self.order.filter { levels[$0] != nil } + levels.keys.filter { !Self.order.contains($0) }.sorted()
        func cell(_ text: String) -> String { String(repeating: " ", count: max(0, 12 - text.count)) + text }
        func row(_ name: String, _ counts: [String: Count]) -> String {
            let sum = counts.values.reduce(into: Count()) { $0 = Count(right: $0.right + $1.right, all: $0.all + $1.all) }
            let cells = known.map { counts[$0].map { "\($0.right)/\($0.all)" } ?? "" } + ["\(sum.right)/\(sum.all)"]
            return name + String(repeating: " ", count: max(0, 12 - name.count)) + cells.map(cell).joined()
        }
        var lines = ["area        " + (known + ["all"]).map(cell).joined()]
        lines += areas.keys.sorted().map { row($0, areas[$0] ?? [:]) }
        lines.append(row("total", levels))
        for miss in misses {
            let fields = miss.fields.map { "\($0.name): expected \"\($0.expected)\", got \"\($0.got)\"" }.joined(separator: "; ")
            lines.append("missed \(miss.id) (\(miss.level)) \(miss.path)\n    \(fields)")
        }
        return lines.joined(separator: "\n")
    }
}
