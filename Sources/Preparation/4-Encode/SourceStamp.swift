/// What tells that the original is still the one a plan was made for.
package struct SourceStamp: Codable, Hashable, Sendable {
    /// Bytes; of all files together.
    package var size: Int64
    /// Nanoseconds since 1970; of the latest file.
    package var modified: Int64
    /// Of each file, where there are several.
    package var parts: [SourceStamp]?

    package init(size: Int64, modified: Int64) {
        self.size = size
        self.modified = modified
    }

    /// Of a film in several files.
    package init(of parts: [SourceStamp]) {
        size = parts.reduce(0) { $0 + $1.size }
        modified = parts.map(\.modified).max() ?? 0
        self.parts = parts
    }
}
