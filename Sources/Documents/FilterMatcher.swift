/// What the evaluator of filters looks at: a document and the folded words of its searchable fields.
package struct FilterSubject: Sendable {
    package let document: Document
    package let words: [String]

    package init(_ document: Document, searchable: [String] = []) {
        self.document = document
        words = searchable.isEmpty ? [] : FoldedWords.of(document.body, at: searchable)
    }

    /// The value at a path; `_id`, `createdAt` and `updatedAt` are what the store set.
    package subscript(path: String) -> Value? {
        switch path {
        case "_id": .string(document.id)
        case "createdAt": .date(document.createdAt)
        case "updatedAt": .date(document.updatedAt)
        default: document.body[path]
        }
    }
}

/// The one evaluator of filters. It defines what they mean; engines translate, and are held to it by the contract's random comparison.
package struct FilterMatcher: Sendable {
    private let filter: Filter
    /// The words of the texts that are searched for, folded once and not for each document.
    private let words: [String: [String]]

    package init(_ filter: Filter) {
        self.filter = filter
        words = Dictionary(filter.texts.map { ($0, FoldedWords.of($0)) }) { first, _ in first }
    }

    package func matches(_ subject: FilterSubject) -> Bool { matches(filter, subject) }

    private func matches(_ filter: Filter, _ subject: FilterSubject) -> Bool {
        switch filter {
        case .all: true
        case .equal(let path, let value): Self.holds(subject[path]) { $0.equals(value) }
        case .notEqual(let path, let value): !Self.holds(subject[path]) { $0.equals(value) }
        case .in(let path, let values): Self.holds(subject[path]) { found in values.contains { found.equals($0) } }
        case .lessThan(let path, let value): Self.holds(subject[path]) { $0.comparison(to: value) == .less }
        case .atMost(let path, let value): Self.holds(subject[path]) { [.less, .same].contains($0.comparison(to: value)) }
        case .greaterThan(let path, let value): Self.holds(subject[path]) { $0.comparison(to: value) == .greater }
        case .atLeast(let path, let value): Self.holds(subject[path]) { [.greater, .same].contains($0.comparison(to: value)) }
        case .exists(let path): subject[path] != nil
        case .text(let text): Self.isFound(words[text] ?? [], among: subject.words)
        case .and(let filters): filters.allSatisfy { matches($0, subject) }
        case .or(let filters): filters.contains { matches($0, subject) }
        case .not(let filter): !matches(filter, subject)
        }
    }

    /// A condition holds for a field, or for one element of an array.
    private static func holds(_ value: Value?, _ condition: (Value) -> Bool) -> Bool {
        let value = value ?? .null
        if condition(value) { return true }
        guard case .array(let elements) = value else { return false }
        return elements.contains(where: condition)
    }

    private static func isFound(_ wanted: [String], among words: [String]) -> Bool {
        wanted.allSatisfy { beginning in words.contains { $0.utf8.starts(with: beginning.utf8) } }
    }
}

extension Filter {
    /// Whether one document is meant; for many, make one `FilterMatcher`.
    package func matches(_ subject: FilterSubject) -> Bool { FilterMatcher(self).matches(subject) }

    fileprivate var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .and(let filters), .or(let filters): filters.flatMap(\.texts)
        case .not(let filter): filter.texts
        default: []
        }
    }
}

extension Query {
    /// Documents in this query's order. The values that decide are looked up once for each document and not for each comparison.
    package func ordered(_ subjects: [FilterSubject]) -> [FilterSubject] {
        let keyed = subjects.map { subject in (keys: sort.map { subject[$0.path] ?? .null }, subject: subject) }
        return keyed.sorted { left, right in
            for (index, sort) in sort.enumerated() {
                switch Value.sortOrder(left.keys[index], right.keys[index]) {
                case .less: return sort.ascending
                case .greater: return !sort.ascending
                case .same: continue
                }
            }
            return left.subject.document.id.precedesByBytes(right.subject.document.id)
        }.map(\.subject)
    }
}
