import GRDB
import KinoraDocuments

/// Turns a filter into a condition on one collection's table, with exactly the meaning that `Filter.matches` gives it.
///
/// Elements of arrays are found in two ways. For paths that an index names they are kept in a table of their own, so that
/// `equal("sources", …)` is a look-up; where that table has no entry for a path, no document has an array there, and the condition is left
/// out, so that a plain index can also give the order. For other paths `json_each` opens the array.
struct FilterTranslation {
    let table: CollectionTable
    let database: Database

    /// Negations are carried down to the single conditions (De Morgan): SQLite's parser has room for a hundred open symbols only.
    func condition(_ filter: Filter, isNegated: Bool = false) throws -> SQLCondition {
        switch filter {
        case .and(let filters): try combined(filters, isNegated, isAll: !isNegated)
        case .or(let filters): try combined(filters, isNegated, isAll: isNegated)
        case .not(let filter): try condition(filter, isNegated: !isNegated)
        default: isNegated ? try single(filter).negated : try single(filter)
        }
    }

    private func combined(_ filters: [Filter], _ isNegated: Bool, isAll: Bool) throws -> SQLCondition {
        let conditions = try filters.map { try condition($0, isNegated: isNegated) }
        return isAll ? .all(conditions) : .any(conditions)
    }

    private func single(_ filter: Filter) throws -> SQLCondition {
        switch filter {
        case .all, .and, .or, .not: .always
        case .equal(let path, let value): try equal(path, [value])
        case .notEqual(let path, let value): try equal(path, [value]).negated
        case .in(let path, let values): try equal(path, values)
        case .lessThan(let path, let value): try ordered(path, "<", value)
        case .atMost(let path, let value): try ordered(path, "<=", value)
        case .greaterThan(let path, let value): try ordered(path, ">", value)
        case .atLeast(let path, let value): try ordered(path, ">=", value)
        case .exists(let path): try exists(SQLField(path))
        case .text(let text): matching(FoldedWords.of(text))
        }
    }

    // MARK: Equality

    private func equal(_ path: String, _ values: [Value]) throws -> SQLCondition {
        let field = try SQLField(path)
        var arms: [SQLCondition] = []
        let keys = values.compactMap(field.key)
        if !keys.isEmpty {
            let isKey = { (key: String) in Self.oneOf(key, keys) }
            arms += [isKey(field.key)] + (try elements(path, field, isKey))
        }
        if case .body(let literal) = field {
            if values.contains(.null) {
                arms.append(SQLCondition("(\(field.key) IS NULL AND ifnull(json_type(body, \(literal)), 'null') = 'null')"))
                arms += try elements(path, field) { SQLCondition("\($0) = \(SQLField.nullElement)") }
            }
            arms += values.filter(\.isContainer).map { value in
                SQLCondition(
                    "(json_type(body, \(literal)) IN ('array', 'object') AND \(ContainerEquality.name)(body -> \(literal), ?))",
                    [value.json.databaseValue])
            }
        }
        return .any(arms)
    }

    private static func oneOf(_ key: String, _ keys: [DatabaseValue]) -> SQLCondition {
        if keys.count == 1 { return SQLCondition("\(key) = ?", keys) }
        return SQLCondition("\(key) IN (\(keys.map { _ in "?" }.joined(separator: ", ")))", keys)
    }

    // MARK: Order

    private func ordered(_ path: String, _ comparison: String, _ value: Value) throws -> SQLCondition {
        if value == .null { return comparison.hasSuffix("=") ? try equal(path, [.null]) : .never }
        let field = try SQLField(path)
        guard let wanted = field.key(of: value) else { return .never }
        let bounds = field.bounds(of: value)
        let holds = { (key: String) in
            // The `+` keeps the bound of the kind away from indexes: SQLite uses one bound at each end of a range, and would take this one
            // instead of the one that was asked for.
            var terms = [SQLCondition("\(key) \(comparison) ?", [wanted])]
            if comparison.hasPrefix("<"), let below = bounds.below { terms.append(SQLCondition("+\(key) >= \(below)")) }
            if comparison.hasPrefix(">"), let above = bounds.above { terms.append(SQLCondition("+\(key) < \(above)")) }
            return SQLCondition.all(terms)
        }
        return .any([holds(field.key)] + (try elements(path, field, holds)))
    }

    // MARK: Elements, existence, words

    /// The condition that one element of an array fulfils; none where no document has an array.
    private func elements(_ path: String, _ field: SQLField, _ holds: (String) -> SQLCondition) throws -> [SQLCondition] {
        guard case .body(let literal) = field else { return [] }
        guard table.indexedPaths.contains(path) else {
            let condition = holds(SQLField.elementKey)
            return [
                SQLCondition(
                    "(json_type(body, \(literal)) = 'array' AND EXISTS"
                        + " (SELECT 1 FROM json_each(body, \(literal)) AS element WHERE \(condition.sql)))", condition.arguments)
            ]
        }
        guard try table.hasElements(at: path, database) else { return [] }
        let condition = holds("key")
        return [
            SQLCondition(
                "number IN (SELECT number FROM \(table.elements) WHERE path = ? AND \(condition.sql))",
                [path.databaseValue] + condition.arguments)
        ]
    }

    private func exists(_ field: SQLField) -> SQLCondition {
        guard case .body(let literal) = field else { return .always }
        return SQLCondition("json_type(body, \(literal)) IS NOT NULL")
    }

    /// Words hold letters, digits and marks alone, so the quotation marks around them cannot be broken out of.
    private func matching(_ words: [String]) -> SQLCondition {
        guard !words.isEmpty else { return .always }
        guard !table.schema.searchable.isEmpty else { return .never }
        let pattern = words.map { "\"\($0)\"*" }.joined(separator: " AND ")
        return SQLCondition("number IN (SELECT rowid FROM \(table.words) WHERE \(table.words) MATCH ?)", [pattern.databaseValue])
    }
}

extension Value {
    fileprivate var isContainer: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }
}
