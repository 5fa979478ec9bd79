/// How a query's order is asked of a database of MongoDB's kind.
package struct StoredOrder: Sendable {
    package struct Part: Sendable {
        package let path: String
        package let ascending: Bool
    }

    /// What is computed for each document before it is sorted, by the name of the field that it is put into; empty where every path of the
    /// order has an entry of its own.
    package let computed: [String: Value]
    package let parts: [Part]
}

extension StoredLayout {
    /// The order of a query, `_id` last. No path stands twice.
    ///
    /// For a path that no index names there is no entry to sort by. Its order is computed: null where the field or something on the way to it
    /// is an array, or the field is an object.
    package func order(_ sorts: [Sort]) -> StoredOrder {
        var computed: [String: Value] = [:]
        var parts: [StoredOrder.Part] = []
        for sort in sorts where parts.last?.path != "_id" {
            guard let stored = Self.storedPath(sort.path) else { continue }
            let kept = orderPath(sort.path)
            let path = kept ?? Self.orderField + ".+" + Self.entry([sort.path])
            guard !parts.contains(where: { $0.path == path }) else { continue }
            if kept == nil { computed[path] = Self.sortValue(stored) }
            parts.append(StoredOrder.Part(path: path, ascending: sort.ascending))
        }
        if parts.last?.path != "_id" { parts.append(StoredOrder.Part(path: "_id", ascending: true)) }
        return StoredOrder(computed: computed, parts: parts)
    }

    private static func sortValue(_ path: String) -> Value {
        let arrays = (ways(to: path) + [path]).map { Value.object(["$isArray": .array([.string("$" + $0)])]) }
        let isObject: Value = ["$eq": .array([["$type": .string("$" + path)], "object"])]
        return ["$cond": .array([["$or": .array(arrays + [isObject])], .null, .string("$" + path)])]
    }
}
