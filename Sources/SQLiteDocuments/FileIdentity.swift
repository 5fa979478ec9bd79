import Foundation

/// Which file a path led to, so that it is noticed when it leads to another or to none. Blocks, but only for a look at a folder.
struct FileIdentity: Sendable {
    private let path: String
    private let device: dev_t?
    private let number: ino_t?

    init(of path: String) {
        self.path = path
        let status = Self.status(path)
        device = status?.st_dev
        number = status?.st_ino
    }

    /// Whether the path leads to the same file as before.
    var isStillThere: Bool {
        guard let status = Self.status(path) else { return false }
        return status.st_dev == device && status.st_ino == number
    }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }
}
