import KinoraDocuments
import KinoraKernel

/// One original, known by its content and not by its path: renamed or moved, it stays the same source. A film in several files is one source.
///
/// The document's name is the fingerprint (see `Fingerprint`).
package struct Source: Record, Hashable {
    package static let schema = CollectionSchema(
        "sources",
        indexes: [
            .lookup("library"), .lookup("path"), .lookup("isUnsure", "path"), .lookup("correction", "path"), .lookup("isExtra", "library"),
            .lookup("missingSince", "path"),
        ])

    /// The library's folder, as an absolute path.
    package var library: String
    /// Where the file was last seen, relative to the library. Bytes that are no UTF-8 are escaped (see `FilePath`).
    package var path: String
    /// Bytes.
    package var size: Int64
    /// The file's own time of change, nanoseconds since 1970; with path and size it tells that nothing has to be read again.
    package var modified: Int64
    /// The files of a film in several, in their order; nil for one file. The path is the first one's then, the size that of all together and
    /// the time of change that of the latest.
    package var parts: [FilePart]?
    /// Where each of the files begins in what was prepared of a film in several, for subtitles that change later.
    package var textPlaces: [TextPiece.Place]?
    /// SHA-256 of the whole file, once somebody had time to read it.
    package var digest: Digest?
    /// Since when the file is gone, if it is.
    package var missingSince: Moment?
    /// The content that took its place at its path, while both may still be watched; nil once only the new one can.
    package var replacedBy: String?
    /// What tells it from other versions of its title (`Director's Cut`, `2160p`), as far as its name does.
    package var version: String?
    /// What lay around it when it was described; nil if it never was.
    package var surroundings: Surroundings?
    /// How it is understood, in one line: `Harbour Lights (2021)`.
    package var readsAs: String?
    /// Why its names leave a doubt, in plain sentences; nil where they leave none, or where the owner has spoken.
    package var doubts: [String]?
    /// The same for other languages than English. They count while they say what `doubts` say.
    package var explainedDoubts: [Explanation]?
    /// Whether there are doubts; nil for no.
    package var isUnsure: Bool?
    /// A mark of the owner's correction that it was described with, if any (see `Corrections`).
    package var correction: String?
    /// Whether it is an extra of a title; nil for no.
    package var isExtra: Bool?
    /// The package that was made of it, once it is published.
    package var package: String?

    package init(library: String, path: String, size: Int64, modified: Int64) {
        self.library = library
        self.path = path
        self.size = size
        self.modified = modified
    }

    /// Takes down how it was understood when it was described.
    /// - Parameter correction: see `correction`.
    mutating func note(_ understanding: Understanding, _ outcome: Describer.Outcome, _ correction: String?) {
        let said = correction == nil ? understanding.explainedDoubts + outcome.conflicts : []
        let doubts = said.map { $0.onOneLine() }
        readsAs = understanding.summary.onOneLine()
        self.doubts = doubts.isEmpty ? nil : doubts.map(\.english)
        explainedDoubts = doubts.isEmpty ? nil : doubts
        isUnsure = doubts.isEmpty ? nil : true
        self.correction = correction
    }
}
