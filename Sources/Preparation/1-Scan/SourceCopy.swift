import KinoraDocuments
import KinoraKernel

/// A further file with the content of a source. It is kept so that it need not be read again, and takes over when the first is gone.
package struct SourceCopy: Record, Hashable {
    package static let schema = CollectionSchema("copies", indexes: [.lookup("library"), .lookup("source")])

    /// As in `Source`.
    package var library: String
    package var path: String
    package var size: Int64
    package var modified: Int64
    /// The source's fingerprint.
    package var source: String

    /// The document's name: one for each place.
    package static func name(library: String, path: String) -> String {
        String(Digest(of: Array((library + "\u{0}" + path).utf8)).hex.prefix(32))
    }
}
