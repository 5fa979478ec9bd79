import KinoraDocuments
import KinoraKernel
import KinoraMedia

/// Where the opening and the closing credits of a source run, so that a player can offer to pass over them.
///
/// The document's name is the source's fingerprint. It is written after the film was published, because the episodes it is compared with
/// may come later; packages never change.
package struct Marks: Record, Hashable {
    package static let schema = CollectionSchema("marks", indexes: [.lookup("waits")])

    /// The package in which they were looked for; times are those of the film, so they hold for every package of the source.
    package var package: PackageID
    package var opening: Mark?
    package var closing: Mark?
    /// Whether somebody has still to look; nil for no.
    package var waits: Bool?

    package init(package: PackageID, opening: Mark? = nil, closing: Mark? = nil, waits: Bool? = nil) {
        self.package = package
        self.opening = opening
        self.closing = closing
        self.waits = waits
    }

    /// Takes what was found where it is better founded than what is known, or founded alike and longer.
    package mutating func take(opening found: Mark?) { opening = Mark.better(opening, found) }

    package mutating func take(closing found: Mark?) { closing = Mark.better(closing, found) }
}
