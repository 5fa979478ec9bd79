import KinoraDocuments
import KinoraKernel

package typealias CollectionID = Identifier<CollectionShelf>

/// A series of films that belong together, as NFO files (`set`), providers and owners name it (`Description.collection`), and what of it a
/// viewer may see.
package struct CollectionShelf: Sendable {
    package let id: CollectionID
    /// As its first film spells it.
    package let name: String
    /// By year; what has none stands last.
    package let films: [Stored<Film>]

    /// Names that differ in case, accents and punctuation alone mean the same collection.
    package static func id(of name: String) -> CollectionID? {
        PersonName.key(name).map { CollectionID(String(Digest(of: Array("collection \($0)".utf8)).hex.prefix(26))) }
    }
}

extension Description {
    package var collectionID: CollectionID? { collection.flatMap(CollectionShelf.id) }
}
