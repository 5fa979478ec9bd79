import KinoraKernel

/// Where a package that is being made and what is known of it stand, below the folder of its job:
///
///     package/            the files of the package, as they will be published
///     growing/            beginning.json (`PackageBeginning`); v-720.json (`VideoDraft`) for each rendition that has pictures
///
/// The drafts are what counts: they speak only of bytes that are on the disk.
package struct GrowthLayout: Hashable, Sendable {
    package let folder: String

    package init(folder: String) {
        self.folder = folder
    }

    package var package: String { "\(folder)/package" }
    package var growing: String { "\(folder)/growing" }
    package var beginning: String { "\(growing)/beginning.json" }

    package func draft(_ rendition: String) -> String { "\(growing)/\(rendition).json" }

    /// Inside the package.
    package static func media(_ track: String) -> String { "\(track)/media.mp4" }
    package func media(_ track: String) -> String { "\(package)/\(Self.media(track))" }
}
