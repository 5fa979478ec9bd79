import Foundation
import KinoraKernel

/// An index that a database of MongoDB's kind keeps for a collection in the layout of `StoredLayout`.
package struct StoredIndex: Hashable, Sendable {
    package struct Part: Hashable, Sendable {
        package let path: String
        package let ascending: Bool
    }

    /// Begins the names of all indexes that Kinora makes; others are left alone.
    package static let prefix = "kinora_"

    package let parts: [Part]
    /// Unique indexes are sparse: a document without the field is exempt.
    package let unique: Bool

    /// Short, whatever the paths: older servers bound the length of a name.
    package var name: String {
        let spec = parts.map { $0.path + ($0.ascending ? " up" : " down") }.joined(separator: ", ")
        return Self.prefix + (unique ? "unique_" : "") + String(Digest(of: Data(spec.utf8)).hex.prefix(24))
    }

    init(_ paths: [String], lastAscending: Bool = true) {
        var parts = paths.map { Part(path: $0, ascending: true) }
        if let last = parts.popLast() { parts.append(Part(path: last.path, ascending: lastAscending)) }
        if paths.last != "_id" { parts.append(Part(path: "_id", ascending: true)) }
        self.parts = parts
        unique = false
    }

    init(only path: String, unique: Bool = false) {
        parts = [Part(path: path, ascending: true)]
        self.unique = unique
    }
}

extension StoredLayout {
    /// Every index that a collection needs, each once.
    ///
    /// An index of the schema becomes one for conditions on its first path and, for both directions of its last path (the name ascends in
    /// either), one that gives the order.
    package var indexes: [StoredIndex] {
        var wanted: [StoredIndex] = []
        for index in schema.indexes {
            if index.unique { wanted.append(uniqueIndex(index.paths)) }
            wanted += lookups(index.paths)
        }
        if !schema.searchable.isEmpty { wanted.append(StoredIndex(only: Self.wordsField)) }
        var seen: Set<StoredIndex> = []
        return wanted.filter { $0.parts.map(\.path) != ["_id"] && seen.insert($0).inserted }
    }

    private func lookups(_ paths: [String]) -> [StoredIndex] {
        guard let first = paths.first, let condition = Self.storedPath(first), let order = orderPath(first) else { return [] }
        let rest = paths.dropFirst().compactMap(orderPath)
        let sorted = rest.isEmpty ? [order] : [condition] + rest
        let both = [StoredIndex(sorted), StoredIndex(sorted, lastAscending: false)]
        return sorted.first == condition ? both : [StoredIndex(only: condition)] + both
    }
}
