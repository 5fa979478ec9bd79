import KinoraCatalogue

/// A picture that somebody offers for a title, and what became of it.
package struct WantedPicture: Codable, Hashable, Sendable {
    package var kind: PictureKind
    package var source: PictureSource
    /// The sizes for pages, once they were made.
    package var artwork: Artwork?
    /// Why it cannot be used, in the owner's words.
    package var trouble: String?

    package init(_ kind: PictureKind, _ source: PictureSource) {
        self.kind = kind
        self.source = source
    }
}
