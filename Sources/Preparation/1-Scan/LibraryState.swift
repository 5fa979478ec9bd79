import KinoraDocuments
import KinoraKernel

/// What is remembered of a library between scans.
package struct LibraryState: Record, Hashable {
    package static let schema = CollectionSchema("libraries", indexes: [.lookup("path")])

    /// As in `Library.path`.
    package var path: String
    /// The file system its folder was on; empty where the system could not tell.
    package var fileSystem: String

    /// The document's name.
    static func name(of library: Library) -> String {
        String(Digest(of: library.folder.bytes).hex.prefix(32))
    }
}
