import Foundation

/// What the file system tells about a file without opening it. Blocking.
struct FileStatus: Hashable, Sendable {
    enum Kind: Sendable { case file, folder, link, other }

    /// Which file it is, whatever its names are.
    struct Identity: Hashable, Sendable {
        var device: UInt64
        var inode: UInt64
    }

    var kind: Kind
    /// Bytes.
    var size: Int64
    /// Nanoseconds since 1970.
    var modified: Int64
    var identity: Identity

    /// - Throws: `FileTrouble`.
    init(_ path: FilePath, followingLinks: Bool) throws {
        var status = stat()
        let result = path.withCString { followingLinks ? stat($0, &status) : lstat($0, &status) }
        guard result == 0 else { throw FileTrouble(errno: errno) }
        self.init(status)
    }

    init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            default: .other
            }
        size = Int64(status.st_size)
        modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    }

    /// The path with every link resolved.
    /// - Throws: `FileTrouble`.
    static func resolved(_ path: FilePath) throws -> FilePath {
        guard let real = path.withCString({ realpath($0, nil) }) else { throw FileTrouble(errno: errno) }
        defer { free(real) }
        return FilePath(bytes: Array(UnsafeBufferPointer(start: real, count: strlen(real))).map { UInt8(bitPattern: $0) })
    }

    /// What tells one file system from another, as far as the system can; empty where it cannot.
    static func fileSystem(of path: FilePath) -> String {
        var status = statvfs()
        guard path.withCString({ statvfs($0, &status) }) == 0, status.f_fsid != 0 else { return "" }
        return String(UInt64(status.f_fsid), radix: 16)
    }
}
