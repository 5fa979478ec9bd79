extension StoredLayout {
    /// The filter as a query in MongoDB's language, with exactly the meaning that `FilterMatcher` gives it.
    ///
    /// The language's paths reach into arrays and ours do not: every path carries the condition that nothing on the way to its field is an
    /// array. Its ranges keep to one kind of value and its conditions look at the elements of arrays, as ours do.
    package func query(_ filter: Filter) -> Value {
        switch filter {
        case .all: [:]
        case .equal(let path, let value): equal(path, [value])
        case .notEqual(let path, let value): Self.none([equal(path, [value])])
        case .in(let path, let values): equal(path, values)
        case .lessThan(let path, let value): ordered(path, "$lt", value)
        case .atMost(let path, let value): ordered(path, "$lte", value)
        case .greaterThan(let path, let value): ordered(path, "$gt", value)
        case .atLeast(let path, let value): ordered(path, "$gte", value)
        case .exists(let path): condition(path, ["$exists": true])
        case .text(let text): Self.all(FoldedWords.of(text).map(Self.begins))
        case .and(let filters): Self.all(filters.map(query))
        case .or(let filters): Self.any(filters.map(query))
        case .not(let filter): Self.none([query(filter)])
        }
    }

    private func equal(_ path: String, _ values: [Value]) -> Value {
        let wanted: Value = values.count == 1 ? .object(["$eq": values[0]]) : .object(["$in": .array(values)])
        let found = condition(path, wanted)
        guard values.contains(.null) else { return found }
        guard let stored = Self.storedPath(path) else { return [:] }
        // Where an array stands in the way, the field is missing, and so equals null.
        let blocked = Self.ways(to: stored).map { Value.object([$0: Self.isArray]) }
        return Self.any([found] + blocked)
    }

    private func ordered(_ path: String, _ comparison: String, _ value: Value) -> Value {
        if value == .null { return comparison.hasSuffix("e") ? equal(path, [.null]) : Self.never }
        return condition(path, .object([comparison: value]))
    }

    private func condition(_ path: String, _ condition: Value) -> Value {
        guard let stored = Self.storedPath(path) else { return Self.never }
        let guards = Self.ways(to: stored).map { Value.object([$0: ["$not": Self.isArray]]) }
        return Self.all([.object([stored: condition])] + guards)
    }

    /// One word of a document lies between the beginning and what no word reaches that begins so: words hold no U+10FFFF.
    private static func begins(_ word: String) -> Value {
        .object([wordsField: ["$elemMatch": ["$gte": .string(word), "$lt": .string(word + "\u{10FFFF}")]]])
    }

    /// `a` and `a.b` for `a.b.c`.
    static func ways(to path: String) -> [String] {
        let names = path.split(separator: ".")
        return (1..<max(1, names.count)).map { names[..<$0].joined(separator: ".") }
    }

    private static let isArray: Value = ["$type": "array"]
    private static let never: Value = ["_id": ["$in": .array([])]]

    /// Conditions on different fields stand side by side, which simple planners of queries understand best; others in an `$and`.
    private static func all(_ queries: [Value]) -> Value {
        var together: [String: Value] = [:]
        for case .object(let fields) in queries {
            for (name, condition) in fields where together.updateValue(condition, forKey: name) != nil {
                return .object(["$and": .array(queries)])
            }
        }
        return .object(together)
    }

    private static func any(_ queries: [Value]) -> Value {
        switch queries.count {
        case 0: never
        case 1: queries[0]
        default: .object(["$or": .array(queries)])
        }
    }

    private static func none(_ queries: [Value]) -> Value { .object(["$nor": .array(queries)]) }
}
