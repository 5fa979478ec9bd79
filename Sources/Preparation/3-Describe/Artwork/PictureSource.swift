/// Where a picture can be had. Two that are equal are the same picture, so that it is made once.
package enum PictureSource: Codable, Hashable, Sendable {
    /// A file in a library; `path` relative to it, in the text form of `FilePath`.
    case file(library: String, path: String, size: Int64, modified: Int64)
    /// A stream of the video file itself.
    case cover(stream: Int)
    /// At a provider's, always `https`.
    case address(String)
    /// A picture out of the package.
    case frame(package: String)
}
