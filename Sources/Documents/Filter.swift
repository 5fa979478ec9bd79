/// Which documents are meant. Paths are dotted names of fields in the body; `_id`, `createdAt` and `updatedAt` name what the store set.
///
/// One meaning on every engine: a missing field equals null; values compare only with their own kind (all numbers are one kind);
/// a comparison with an array field also holds when it holds for one element; `notEqual` is the opposite of `equal` and so also matches a
/// missing field. Texts are equal and ordered by their bytes. Null is neither less nor greater than anything. Arrays and objects can be
/// asked for equality only. `FilterMatcher` is the definition.
package indirect enum Filter: Hashable, Sendable {
    case all
    case equal(String, Value)
    case notEqual(String, Value)
    case `in`(String, [Value])
    case lessThan(String, Value)
    case atMost(String, Value)
    case greaterThan(String, Value)
    case atLeast(String, Value)
    /// The field stands in the document, null or not.
    case exists(String)
    /// Every word of the text begins a word of the collection's searchable fields; case, accents and width do not count. A text without
    /// a word matches everything.
    case text(String)
    case and([Filter])
    case or([Filter])
    case not(Filter)
}

/// One field by which documents are put in order. Null and missing come first when ascending; kinds order as numbers, strings, booleans,
/// dates. Arrays and objects have no order: they stand with null.
package struct Sort: Hashable, Sendable {
    package var path: String
    package var ascending: Bool

    package init(_ path: String, ascending: Bool = true) {
        self.path = path
        self.ascending = ascending
    }

    package static func ascending(_ path: String) -> Sort { Sort(path) }
    package static func descending(_ path: String) -> Sort { Sort(path, ascending: false) }
}

/// What to find, in which order, and which page of it. The document's `_id` always decides last (ascending), so that pages never overlap.
package struct Query: Hashable, Sendable {
    package var filter: Filter
    package var sort: [Sort]
    package var skip: Int
    /// How many documents at most; a store never returns more than `Query.mostPerPage` at once.
    package var limit: Int

    package static let mostPerPage = 1000

    package init(_ filter: Filter = .all, sort: [Sort] = [], skip: Int = 0, limit: Int = Query.mostPerPage) {
        self.filter = filter
        self.sort = sort
        self.skip = max(0, skip)
        self.limit = max(0, min(limit, Query.mostPerPage))
    }
}

/// One change of a document's fields, done in one step by the store. Paths are dotted; missing objects on the way are made. What the store
/// sets (`createdAt` …) cannot be changed; see `Value.applying` for what else is refused.
package enum Change: Hashable, Sendable {
    case set(String, Value)
    case unset(String)
    /// Adds to a number; a missing field counts as 0.
    case increment(String, by: Int64)
}
