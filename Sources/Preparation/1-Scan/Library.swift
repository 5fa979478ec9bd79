/// A folder that the owner pointed Kinora at. It is only ever read.
package struct Library: Codable, Hashable, Sendable {
    /// Absolute, in the text form of `FilePath`.
    package var path: String
    package var kind: LibraryKind

    package init(path: String, kind: LibraryKind) {
        self.path = path
        self.kind = kind
    }

    package var folder: FilePath { FilePath(text: path) }
}
