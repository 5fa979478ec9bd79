import KinoraDocuments
import KinoraKernel

/// A file on its way from the inbox into the library, written down before it is touched. The document's name is its source's fingerprint.
///
/// It tells a file that stands in both places because a move was broken off from one that somebody put there twice.
struct InboxMove: Record, Hashable {
    static let schema = CollectionSchema("inbox-moves")

    /// Relative to the inbox.
    var from: String
    /// The library's folder.
    var library: String
    /// Relative to the library.
    var to: String
    /// The fingerprint of the file where it is not the source's: of the first file of a film in several.
    var content: String?
}
