import KinoraDocuments
import KinoraKernel

/// A filter as the conventions write it, and how much of it that is.
///
/// An address has no room for every filter that a store answers. What does not fit is left out, so that the server finds more than is meant,
/// and the client looks through what comes with the one evaluator of filters.
struct FilterWriting {
    /// The bounds of the conventions: bytes of JSON, values, and arrays and objects inside each other.
    static let longest = 6 << 10
    /// Bytes as they stand in an address, where most signs take three.
    static let longestInAddress = 12 << 10
    static let mostValues = 180
    static let deepest = 18

    enum Outcome: Equatable {
        case all
        case none
        case some(Value)
    }

    let outcome: Outcome
    /// Whether the server finds exactly what is meant.
    let isExact: Bool

    init(_ filter: Filter) {
        let whole = Self.written(filter)
        if Self.fits(whole) {
            (outcome, isExact) = (whole, true)
        } else if case .and(let filters) = filter {
            (outcome, isExact) = (Self.asManyAsFit(filters.map(Self.atMost)), false)
        } else {
            let weaker = Self.atMost(filter)
            (outcome, isExact) = (Self.fits(weaker) ? weaker : .all, false)
        }
    }

    /// The parameter, or none where everything is meant.
    var parameters: [Parameter] {
        switch outcome {
        case .all: []
        case .none: [Parameter("filter", Self.nothing.json)]
        case .some(let query): [Parameter("filter", query.json)]
        }
    }

    // MARK: Writing

    private static let nothing: Value = ["_id": ["$in": .array([])]]

    static func written(_ filter: Filter) -> Outcome {
        switch filter {
        case .all: .all
        case _ where isAboutTag(filter): isAboutNull(filter) ? .all : .none
        case .equal(let path, let value): .some(condition(path, "$eq", value))
        case .notEqual(let path, let value): .some(condition(path, "$ne", value))
        case .in(_, let values) where values.isEmpty: .none
        case .in(let path, let values): .some(condition(path, "$in", .array(values)))
        case .lessThan(let path, let value): .some(condition(path, "$lt", value))
        case .atMost(let path, let value): .some(condition(path, "$lte", value))
        case .greaterThan(let path, let value): .some(condition(path, "$gt", value))
        case .atLeast(let path, let value): .some(condition(path, "$gte", value))
        case .exists(let path): .some(condition(path, "$exists", true))
        case .text(let text): all(FoldedWords.of(text).map { .some(begins($0)) })
        case .and(let filters): all(filters.map(written))
        case .or(let filters): any(filters.map(written))
        case .not(let filter): opposite(written(filter))
        }
    }

    /// The tag is no field of a body; servers refuse to be asked for it.
    private static func isAboutTag(_ filter: Filter) -> Bool {
        switch filter {
        case .equal(let path, _), .notEqual(let path, _), .in(let path, _), .lessThan(let path, _), .atMost(let path, _),
            .greaterThan(let path, _), .atLeast(let path, _), .exists(let path):
            path == "_etag" || path.hasPrefix("_etag.")
        default: false
        }
    }

    /// Whether a condition holds for a field that is missing.
    private static func isAboutNull(_ filter: Filter) -> Bool {
        switch filter {
        case .equal(_, let value), .atMost(_, let value), .atLeast(_, let value): value == .null
        case .notEqual(_, let value): value != .null
        case .in(_, let values): values.contains(.null)
        default: false
        }
    }

    private static func condition(_ path: String, _ name: String, _ value: Value) -> Value { .object([path: .object([name: value])]) }

    /// Folded words consist of letters, digits and marks, none of which means anything else in a regular expression.
    private static func begins(_ word: String) -> Value { condition("_words", "$regex", .string("^" + word)) }

    private static func all(_ parts: [Outcome]) -> Outcome {
        if parts.contains(.none) { return .none }
        let queries = parts.compactMap(\.query)
        return switch queries.count {
        case 0: .all
        case 1: .some(queries[0])
        default: .some(["$and": .array(queries)])
        }
    }

    private static func any(_ parts: [Outcome]) -> Outcome {
        if parts.contains(.all) { return .all }
        let queries = parts.compactMap(\.query)
        return switch queries.count {
        case 0: .none
        case 1: .some(queries[0])
        default: .some(["$or": .array(queries)])
        }
    }

    private static func opposite(_ part: Outcome) -> Outcome {
        switch part {
        case .all: .none
        case .none: .all
        case .some(let query): .some(["$nor": .array([query])])
        }
    }

    // MARK: Fitting

    private static func asManyAsFit(_ parts: [Outcome]) -> Outcome {
        var kept: [Outcome] = []
        for part in parts where fits(all(kept + [part])) { kept.append(part) }
        return all(kept)
    }

    /// Of a long list of values of one kind only from which to which; everything else as it is.
    private static func atMost(_ filter: Filter) -> Outcome {
        guard case .in(let path, let values) = filter, !fits(written(filter)), let (least, most) = bounds(values) else {
            return written(filter)
        }
        return written(.and([.atLeast(path, least), .atMost(path, most)]))
    }

    private static func bounds(_ values: [Value]) -> (Value, Value)? {
        var numbers: [Int64] = []
        var texts: [String] = []
        for value in values {
            switch value {
            case .int(let number): numbers.append(number)
            case .string(let text): texts.append(text)
            default: return nil
            }
        }
        if texts.isEmpty, let least = numbers.min(), let most = numbers.max() { return (.int(least), .int(most)) }
        guard numbers.isEmpty, let least = texts.min(by: precedes), let most = texts.max(by: precedes) else { return nil }
        return (.string(least), .string(most))
    }

    private static func precedes(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }

    private static func fits(_ outcome: Outcome) -> Bool {
        guard let query = outcome.query else { return true }
        var values = 0
        guard measure(query, depth: 1, &values) else { return false }
        let json = query.json
        return json.utf8.count <= longest && ServerAddress.encoded(json).utf8.count <= longestInAddress
    }

    private static func measure(_ value: Value, depth: Int, _ values: inout Int) -> Bool {
        values += 1
        guard depth <= deepest, values <= mostValues else { return false }
        switch value {
        case .array(let elements): return elements.allSatisfy { measure($0, depth: depth + 1, &values) }
        case .object(let fields): return fields.values.allSatisfy { measure($0, depth: depth + 1, &values) }
        default: return true
        }
    }
}

extension FilterWriting.Outcome {
    var query: Value? { if case .some(let query) = self { query } else { nil } }
}

extension Filter {
    /// The same filter about fields that are called otherwise.
    func renamed(_ name: (String) -> String) -> Filter {
        switch self {
        case .all, .text: self
        case .equal(let path, let value): .equal(name(path), value)
        case .notEqual(let path, let value): .notEqual(name(path), value)
        case .in(let path, let values): .in(name(path), values)
        case .lessThan(let path, let value): .lessThan(name(path), value)
        case .atMost(let path, let value): .atMost(name(path), value)
        case .greaterThan(let path, let value): .greaterThan(name(path), value)
        case .atLeast(let path, let value): .atLeast(name(path), value)
        case .exists(let path): .exists(name(path))
        case .and(let filters): .and(filters.map { $0.renamed(name) })
        case .or(let filters): .or(filters.map { $0.renamed(name) })
        case .not(let filter): .not(filter.renamed(name))
        }
    }
}
