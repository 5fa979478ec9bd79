/// A file that may be sent: where it is and what is said about it.
struct FileOnDisk: Hashable, Sendable {
    /// Absolute.
    var path: String
    /// Where what is sent begins in the file.
    var offset: Int64 = 0
    /// Bytes that are sent.
    var size: Int64
    var contentType: String
    /// A strong entity tag with its quotation marks. A name for the bytes: other bytes, other tag.
    var etag: String
    /// Named by its content, so it never has to be asked for again.
    var isImmutable: Bool
}
