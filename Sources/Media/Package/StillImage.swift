import KinoraKernel

/// A picture from the film, for pages that have no artwork.
package struct StillImage: Codable, Hashable, Sendable {
    /// Path inside the package, such as `still.jpg`.
    package var path: String
    /// Length in bytes.
    package var size: Int64
    package var digest: Digest

    package init(path: String, size: Int64, digest: Digest) {
        self.path = path
        self.size = size
        self.digest = digest
    }
}
