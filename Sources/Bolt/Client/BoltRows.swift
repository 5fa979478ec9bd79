/// Rows with names of columns.
package struct BoltRows: Sendable {
    package var columns: [String]
    package var rows: [BoltRow]
    /// What the server counted: `nodes-created`, `properties-set` and others.
    package var counters: [String: Int64]
}

/// One row.
package struct BoltRow: Sendable {
    package let columns: [String]
    package let values: [BoltValue]

    /// The value of a column; nil where there is none of that name.
    package subscript(_ column: String) -> BoltValue? {
        columns.firstIndex(of: column).flatMap { values.indices.contains($0) ? values[$0] : nil }
    }
}
