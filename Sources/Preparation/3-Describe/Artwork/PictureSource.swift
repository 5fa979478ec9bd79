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
    /// The owner's own, by the digest of its bytes; these are kept nowhere, what was made of them is.
    case upload(String)
    /// A picture of the film that the owner chose, by the source and the moment in milliseconds.
    case moment(source: String, at: Int64)
}
