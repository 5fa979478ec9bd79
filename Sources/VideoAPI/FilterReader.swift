import KinoraDocuments
import KinoraKernel

/// Reads the part of MongoDB's query language that our typed filters express.
///
/// Filters are data: names of fields and the operators listed here, nothing else. An operator that is not known is refused by its name,
/// never ignored. Everything is decided before the store is asked, in time that the length of the text bounds.
struct FilterReader {
    /// How large a filter may be.
    struct Limits: Sendable {
        var bytes: Int
        var levels: Int
        var nodes: Int

        /// In an address.
        static let address = Limits(bytes: 8 << 10, levels: 20, nodes: 200)
        /// In a body, from another Kinora server, whose own filters the store's bounds hold.
        static let body = Limits(bytes: Int.max, levels: DocumentRules.deepest, nodes: 10_000)
    }

    /// The field by which text search is spoken: a document in front of MongoDB keeps its folded words there.
    static let words = "_words"

    /// Several filters as texts, all of which must hold; none means every document.
    /// - Throws: `APIProblem` with 400.
    static func filter(_ texts: [String], within limits: Limits = .address) throws -> Filter {
        guard texts.reduce(0, { $0 + $1.utf8.count }) <= limits.bytes else {
            throw APIProblem.bad("The filter is longer than \(limits.bytes) bytes.")
        }
        var values: [Value] = []
        for text in texts {
            guard !text.isEmpty else { throw APIProblem.bad("illegal filter parameter, it is empty") }
            do {
                values.append(try Value(json: text))
            } catch {
                throw APIProblem.bad("illegal filter parameter: \(error.sentence)")
            }
        }
        return try filter(values, within: limits)
    }

    static func filter(_ values: [Value], within limits: Limits) throws -> Filter {
        var nodes = 0
        for value in values { try measure(value, level: 1, &nodes, limits) }
        let parts = try values.map { value in
            guard case .object(let fields) = value, !fields.isEmpty else {
                throw APIProblem.bad("illegal filter parameter, it must be an object that is not empty")
            }
            return try conjunction(try ExtendedJSON.read(value))
        }
        let filter = all(of: parts)
        try filter.check()
        return filter
    }

    private static func measure(_ value: Value, level: Int, _ nodes: inout Int, _ limits: Limits) throws {
        nodes += 1
        guard level <= limits.levels, nodes <= limits.nodes else {
            throw APIProblem.bad("The filter is too large: at most \(limits.levels) levels and \(limits.nodes) values.")
        }
        switch value {
        case .array(let elements): for element in elements { try measure(element, level: level + 1, &nodes, limits) }
        case .object(let fields): for (_, field) in fields { try measure(field, level: level + 1, &nodes, limits) }
        default: break
        }
    }

    // MARK: Filters of a document

    private static func conjunction(_ value: Value) throws -> Filter {
        guard case .object(let fields) = value else { throw APIProblem.bad("A filter is an object.") }
        return all(of: try fields.sorted { $0.key < $1.key }.map { try part($0.key, $0.value) })
    }

    private static func part(_ name: String, _ value: Value) throws -> Filter {
        switch name {
        case "$and": return all(of: try list(name, value))
        case "$or": return .or(try list(name, value))
        case "$nor":
            let parts = try list(name, value)
            return .not(parts.count == 1 ? parts[0] : .or(parts))
        case _ where name.hasPrefix("$"): throw unknown(name)
        case words where isSearch(value): return try search(value)
        case "_etag": throw APIProblem.bad("_etag cannot be filtered by; use If-Match.")
        default: return try condition(name, value)
        }
    }

    private static func list(_ name: String, _ value: Value) throws -> [Filter] {
        guard case .array(let elements) = value, !elements.isEmpty else {
            throw APIProblem.bad("\(name) takes an array of filters that is not empty.")
        }
        return try elements.map(conjunction)
    }

    // MARK: Conditions on a field

    private static func condition(_ path: String, _ value: Value) throws -> Filter {
        _ = try FieldPath.names(path)
        guard case .object(let operators) = value, operators.keys.contains(where: { $0.hasPrefix("$") }) else {
            return .equal(path, value)
        }
        return all(of: try operators.sorted { $0.key < $1.key }.map { try condition(path, $0.key, $0.value) })
    }

    private static func condition(_ path: String, _ name: String, _ value: Value) throws -> Filter {
        switch name {
        case "$eq": return .equal(path, value)
        case "$ne": return .notEqual(path, value)
        case "$gt": return .greaterThan(path, value)
        case "$gte": return .atLeast(path, value)
        case "$lt": return .lessThan(path, value)
        case "$lte": return .atMost(path, value)
        case "$in": return .in(path, try values(name, value))
        case "$nin": return .not(.in(path, try values(name, value)))
        case "$exists": return try truth(value) ? .exists(path) : .not(.exists(path))
        case "$not":
            guard case .object(let operators) = value, !operators.isEmpty, operators.keys.allSatisfy({ $0.hasPrefix("$") }) else {
                throw APIProblem.bad("$not takes an object of operators.")
            }
            return .not(try condition(path, value))
        case "$regex", "$options": throw unknown("$regex")
        default: throw unknown(name)
        }
    }

    private static func values(_ name: String, _ value: Value) throws -> [Value] {
        guard case .array(let values) = value else { throw APIProblem.bad("\(name) takes an array.") }
        return values
    }

    private static func truth(_ value: Value) throws -> Bool {
        switch value {
        case .bool(let truth): truth
        case .int(let number): number != 0
        default: throw APIProblem.bad("$exists takes true or false.")
        }
    }

    /// Everything but `$regex` means a field of the document that is called so.
    private static func isSearch(_ value: Value) -> Bool {
        guard case .object(let operators) = value else { return false }
        return operators.keys.contains("$regex")
    }

    /// `{"_words": {"$regex": "^word"}}`: one word of the searchable fields begins so. Other patterns have no meaning on every engine.
    private static func search(_ value: Value) throws -> Filter {
        guard case .object(let operators) = value, operators.count == 1, case .string(let pattern)? = operators["$regex"] else {
            throw APIProblem.bad(#"_words takes {"$regex": "^word"} and nothing else."#)
        }
        let word = pattern.dropFirst()
        guard pattern.first == "^", FoldedWords.of(String(word)).count == 1, word.unicodeScalars.allSatisfy(isLiteral) else {
            throw APIProblem.bad("$regex on _words is ^ and then one word of letters and digits.")
        }
        return .text(String(word))
    }

    private static func isLiteral(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar.properties.generalCategory == .nonspacingMark
            || scalar.properties.generalCategory == .spacingMark || scalar.properties.generalCategory == .enclosingMark
    }

    private static func unknown(_ name: String) -> APIProblem {
        .bad("The operator \(name.onOneLine(atMost: 40)) is not spoken here.")
    }

    private static func all(of filters: [Filter]) -> Filter {
        switch filters.count {
        case 0: .all
        case 1: filters[0]
        default: .and(filters)
        }
    }
}
