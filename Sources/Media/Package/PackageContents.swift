import KinoraKernel

/// The streamable form of a source: one folder of immutable files, named by its content.
package enum Package {}
package typealias PackageID = Identifier<Package>

/// What stands in a package, for its maker and its server: the file `package.json`.
///
/// Paths are relative to the package's folder, with forward slashes, and never leave it. The server answers only paths listed here
/// and those of the manifests that follow from them (`PackageFiles`). The digests of all media make the digest of `package.json`,
/// which is the package's name, stand for every byte.
package struct PackageContents: Codable, Hashable, Sendable {
    /// Grows when the form of packages changes in a way that a server must know. What may be missing is added without that.
    package var form: Int
    /// Length of the presentation in milliseconds.
    package var duration: Int64
    /// How much later than zero the first picture and the first audible sound are stamped, in 90 kHz ticks; the same for every track.
    /// Written to the DASH manifest as `presentationTimeOffset`, to HLS text tracks as `X-TIMESTAMP-MAP`.
    package var presentationOffset: Int64
    /// Best picture first.
    package var video: [VideoRendition]
    /// The default track first.
    package var audio: [AudioRendition]
    package var text: [TextTrack]
    /// A still for the pages, when there is one.
    package var still: StillImage?
    /// Small pictures for winding; nil in packages that were made without.
    package var thumbnails: Thumbnails?
    /// In order; nil where the source has none.
    package var chapters: [Chapter]?

    package static let currentForm = 1

    package init(
        form: Int = PackageContents.currentForm, duration: Int64, presentationOffset: Int64, video: [VideoRendition],
        audio: [AudioRendition], text: [TextTrack], still: StillImage? = nil, thumbnails: Thumbnails? = nil, chapters: [Chapter]? = nil
    ) {
        self.form = form
        self.duration = duration
        self.presentationOffset = presentationOffset
        self.video = video
        self.audio = audio
        self.text = text
        self.still = still
        self.thumbnails = thumbnails
        self.chapters = chapters
    }
}
