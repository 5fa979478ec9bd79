extension Filter {
    /// How deeply filters may lie in each other.
    package static let deepest = 12
    /// How many filters one filter may consist of.
    package static let mostParts = 500
    /// How many values all `in`s of one filter may list together.
    package static let mostValues = 1000
    /// How many words a text may have that is searched for.
    package static let mostWords = 32

    /// Refuses what not every engine can answer.
    /// - Throws: `StoreError.invalid`.
    package func check() throws {
        var size = Size()
        try check(depth: 1, size: &size)
    }

    private struct Size {
        var parts = 0
        var values = 0
    }

    private func check(depth: Int, size: inout Size) throws {
        size.parts += 1
        guard depth <= Self.deepest, size.parts <= Self.mostParts else {
            throw StoreError.invalid("The filter is too large: at most \(Self.mostParts) parts, \(Self.deepest) deep.")
        }
        switch self {
        case .all: break
        case .exists(let path): _ = try FieldPath.names(path)
        case .text(let text):
            guard FoldedWords.of(text).count <= Self.mostWords else {
                throw StoreError.invalid("Search for at most \(Self.mostWords) words at once.")
            }
        case .equal(let path, let value), .notEqual(let path, let value):
            _ = try FieldPath.names(path)
            try DocumentRules.check(value)
        case .in(let path, let values):
            _ = try FieldPath.names(path)
            size.values += values.count
            guard size.values <= Self.mostValues else { throw StoreError.invalid("A filter lists at most \(Self.mostValues) values.") }
            for value in values { try DocumentRules.check(value) }
        case .lessThan(let path, let value), .atMost(let path, let value), .greaterThan(let path, let value), .atLeast(let path, let value):
            _ = try FieldPath.names(path)
            try DocumentRules.check(value)
            guard value.kind <= .date else { throw StoreError.invalid("\(path) cannot be compared with \(value.kindInWords).") }
        case .and(let filters), .or(let filters):
            for filter in filters { try filter.check(depth: depth + 1, size: &size) }
        case .not(let filter): try filter.check(depth: depth + 1, size: &size)
        }
    }
}

extension Query {
    package static let mostSorts = 8

    /// - Throws: `StoreError.invalid`.
    package func check() throws {
        try filter.check()
        guard sort.count <= Self.mostSorts else { throw StoreError.invalid("Sort by at most \(Self.mostSorts) fields.") }
        for sort in sort { _ = try FieldPath.names(sort.path) }
    }
}
