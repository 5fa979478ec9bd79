/// One file of a package, as a server may hand it out.
package struct PackageFile: Hashable, Sendable {
    package let absolutePath: String
    /// Length in bytes.
    package let size: Int64
    /// For the `Content-Type` header.
    package let contentType: String
    /// Whether the bytes behind this address never change, so that caches may keep them for ever.
    package let isImmutable: Bool

    package init(absolutePath: String, size: Int64, contentType: String, isImmutable: Bool) {
        self.absolutePath = absolutePath
        self.size = size
        self.contentType = contentType
        self.isImmutable = isImmutable
    }
}
