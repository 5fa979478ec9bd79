/// One of the files that a film in several files is made of, as it was last seen.
package struct FilePart: Codable, Hashable, Sendable {
    /// Relative to the library, as in `Source.path`.
    package var path: String
    /// Bytes.
    package var size: Int64
    /// Nanoseconds since 1970.
    package var modified: Int64

    package init(path: String, size: Int64, modified: Int64) {
        self.path = path
        self.size = size
        self.modified = modified
    }
}
