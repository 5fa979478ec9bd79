import Foundation
import KinoraKernel

/// Moves a file to a place where nothing stands, and never over anything. Blocks.
///
/// 1. On one file system the file gets its second name by a hard link, which fails where something stands, and then loses its first.
/// 2. From one file system to another, or where there are no links, it is copied under a hidden name, brought to the disk, given its time
///    and its name, and then the first is removed.
///
/// Whoever is killed anywhere leaves it whole in one of the places or in both: a name is given to what is complete and on the disk, and
/// removed after the other name is on the disk. What a killed copy left is removed by the next try.
enum FileMove {
    /// Where a move is; tests break it off there.
    enum Step: CaseIterable, Sendable {
        case begun, copied, named, removed
    }

    /// - Returns: whether it was moved; false when something stands there already.
    /// - Throws: `FileTrouble`, `Trouble` when there is no room; `CancellationError`. The file stands where it stood then.
    static func move(
        _ from: FilePath, to place: FilePath, reserve: Int64 = 0, cancellation: BlockingWork.Cancellation,
        reached: (Step) throws -> Void = { _ in }
    ) throws -> Bool {
        let status = try FileStatus(from, followingLinks: false)
        guard status.kind == .file else { throw FileTrouble.isNoFile }
        try makeFolder(place.folder)
        try reached(.begun)
        switch link(from, place) {
        case 0: break
        case EEXIST: return false
        case EXDEV, EPERM, EOPNOTSUPP, ENOSYS, EMLINK, EACCES:
            guard try copy(from, status, to: place, reserve: reserve, cancellation, reached) else { return false }
        case let code: throw FileTrouble(errno: code)
        }
        try settle(place.folder)
        try reached(.named)
        try remove(from)
        try reached(.removed)
        return true
    }

    /// Removes a file of which another name or copy stands.
    static func remove(_ file: FilePath) throws {
        guard file.withCString({ unlink($0) }) == 0 || errno == ENOENT else { throw FileTrouble(errno: errno) }
        try settle(file.folder)
    }

    /// Makes a folder and those above it.
    static func makeFolder(_ folder: FilePath) throws {
        if folder.withCString({ mkdir($0, 0o777) }) == 0 { return try settle(folder.folder) }
        switch errno {
        case EEXIST: return
        case ENOENT where folder.bytes.count > 1:
            try makeFolder(folder.folder)
            guard folder.withCString({ mkdir($0, 0o777) }) == 0 || errno == EEXIST else { throw FileTrouble(errno: errno) }
            try settle(folder.folder)
        default: throw FileTrouble(errno: errno)
        }
    }

    /// Waits until a folder's names are on the disk. File systems that cannot do that keep their own order.
    private static func settle(_ folder: FilePath) throws {
        let descriptor = folder.withCString { open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw FileTrouble(errno: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else { throw FileTrouble(errno: errno) }
    }

    /// - Returns: 0 or the error's number.
    private static func link(_ from: FilePath, _ place: FilePath) -> Int32 {
        from.withCString { old in place.withCString { new in Foundation.link(old, new) == 0 ? 0 : errno } }
    }

    // MARK: - Copying

    private static func copy(
        _ from: FilePath, _ status: FileStatus, to place: FilePath, reserve: Int64, _ cancellation: BlockingWork.Cancellation,
        _ reached: (Step) throws -> Void
    ) throws -> Bool {
        var there = stat()
        if place.withCString({ lstat($0, &there) }) == 0 { return false }
        let part = Self.part(of: place)
        _ = part.withCString { unlink($0) }
        do {
            try checkRoom(status.size + reserve, in: place.folder)
            try FileCopy(from: from, to: part, status: status).run(cancellation)
        } catch {
            _ = part.withCString { unlink($0) }
            throw error
        }
        try reached(.copied)
        return try name(part, place)
    }

    private static func name(_ part: FilePath, _ place: FilePath) throws -> Bool {
        switch link(part, place) {
        case 0:
            _ = part.withCString { unlink($0) }
            return true
        case EEXIST:
            _ = part.withCString { unlink($0) }
            return false
        case EPERM, EOPNOTSUPP, ENOSYS, EMLINK:
            // No links here: a look and a rename. Nobody but Kinora puts files under such names.
            var there = stat()
            if place.withCString({ lstat($0, &there) }) == 0 {
                _ = part.withCString { unlink($0) }
                return false
            }
            guard part.withCString({ old in place.withCString { rename(old, $0) } }) == 0 else { throw FileTrouble(errno: errno) }
            return true
        case let code: throw FileTrouble(errno: code)
        }
    }

    /// A hidden name beside the place: no scan sees it, and each try finds what the one before left.
    private static func part(of place: FilePath) -> FilePath {
        place.folder.appending(Array(".kinora-\(Digest(of: place.name).hex.prefix(24)).part".utf8))
    }

    private static func checkRoom(_ needed: Int64, in folder: FilePath) throws {
        var status = statvfs()
        guard folder.withCString({ statvfs($0, &status) }) == 0 else { throw FileTrouble(errno: errno) }
        let free = Int64(status.f_bavail) * Int64(status.f_frsize)
        if free < needed { throw Trouble.notEnoughSpace(needed: needed, free: free, folder: folder.text) }
    }
}
