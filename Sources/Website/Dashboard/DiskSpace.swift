/// How full a disk is.
package struct DiskSpace: Hashable, Sendable {
    /// What of Kinora's lies there: a folder.
    package var folder: String
    /// Bytes.
    package var free: Int64
    /// Bytes.
    package var total: Int64

    package init(folder: String, free: Int64, total: Int64) {
        self.folder = folder
        self.free = free
        self.total = total
    }
}
