import Foundation
import KinoraKernel

/// Files and folders of Kinora's own, below the data folder. Everything blocks; failures are `Trouble` in the owner's words.
enum FileTree {
    static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw trouble(path, code(of: error))
        }
    }

    /// Whether there is a file, folder or link.
    static func stands(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Whether there is a folder, and not a link to one.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Makes a file or folder look as if it had been changed now.
    static func touch(_ path: String) {
        _ = utimensat(AT_FDCWD, path, nil, 0)
    }

    /// The time since a file or folder was changed, by the clock of the disk's computer and this one's; nil when there is none.
    static func age(of path: String) -> Duration? {
        var (status, now) = (stat(), timespec())
        guard lstat(path, &status) == 0, clock_gettime(CLOCK_REALTIME, &now) == 0 else { return nil }
        return .seconds(now.tv_sec - status.st_mtim.tv_sec)
    }

    /// Nothing when there is no such folder.
    static func names(in path: String) throws -> [String] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        } catch {
            throw trouble(path, code(of: error))
        }
    }

    /// Removes a file, or a folder with everything in it. What is not there is removed already. Links are removed, not followed.
    static func remove(_ path: String) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            guard lstat(path, &status) == 0 else { return }
            throw trouble(path, code(of: error))
        }
    }

    /// Writes a file so that after a crash either the old or the new one stands, whole.
    static func write(_ data: Data, to path: String) throws {
        let part = "\(path).part-\(Identifier<WorkFolder>.make().rawValue.prefix(8))"
        let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw trouble(path, errno) }
        defer { close(descriptor) }
        var rest = Array(data)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let code = errno
                unlink(part)
                throw trouble(path, code)
            }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw trouble(path, errno) }
        try rename(part, to: path)
    }

    /// One step; what stood there is replaced.
    static func rename(_ part: String, to path: String) throws {
        guard Foundation.rename(part, path) == 0 else { throw trouble(path, errno) }
    }

    /// Waits until a file or folder is on the disk.
    static func settle(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw trouble(path, errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw trouble(path, errno) }
    }

    /// Gives a part of a file that is not needed any more back to the disk; the file keeps its length, and the part reads as zeros.
    /// File systems that cannot do so leave it as it is.
    static func giveBack(_ range: Range<Int64>, of path: String) {
        guard !range.isEmpty, let fallocate = Self.fallocate else { return }
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // FALLOC_FL_KEEP_SIZE and FALLOC_FL_PUNCH_HOLE.
        _ = fallocate(descriptor, 1 | 2, off_t(range.lowerBound), off_t(range.count))
    }

    /// Linux's own `fallocate(2)`, which Foundation does not show.
    private static let fallocate: (@convention(c) (Int32, Int32, off_t, off_t) -> Int32)? = dlsym(nil, "fallocate").map {
        unsafeBitCast($0, to: (@convention(c) (Int32, Int32, off_t, off_t) -> Int32).self)
    }

    /// Bytes that the files of a folder and its folders take on the disk. Links are not followed, and what vanishes meanwhile does not count.
    static func size(of folder: String) throws -> Int64 {
        try names(in: folder).reduce(0) { sum, name in
            var status = stat()
            guard lstat("\(folder)/\(name)", &status) == 0 else { return sum }
            return sum
                + (status.st_mode & S_IFMT == S_IFDIR
                    ? try size(of: "\(folder)/\(name)") : min(Int64(status.st_size), Int64(status.st_blocks) * 512))
        }
    }

    /// Bytes of a file, or of everything in a folder.
    static func size(at path: String) throws -> Int64 {
        if isFolder(path) { return try size(of: path) }
        var status = stat()
        return lstat(path, &status) == 0 ? Int64(status.st_size) : 0
    }

    /// Bytes that may be written to the disk that holds a folder, by a user without privileges.
    static func freeSpace(at path: String) throws -> Int64 {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw trouble(path, errno) }
        return Int64(status.f_bavail) * Int64(status.f_frsize)
    }

    static func trouble(_ path: String, _ code: Int32) -> Trouble {
        switch code {
        case ENOSPC, EDQUOT: .diskFull(folder: folder(of: path))
        default: .cannotWrite(folder: folder(of: path), reason: String(cString: strerror(code)))
        }
    }

    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    private static func code(of error: any Error) -> Int32 {
        let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        if let cause, cause.domain == NSPOSIXErrorDomain { return Int32(cause.code) }
        switch (error as? CocoaError)?.code {
        case .fileWriteOutOfSpace?: return ENOSPC
        case .fileWriteNoPermission?, .fileReadNoPermission?: return EACCES
        case .fileWriteVolumeReadOnly?: return EROFS
        default: return EIO
        }
    }
}
