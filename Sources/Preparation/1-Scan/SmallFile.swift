import Foundation

/// Reads a file that fits into memory. Blocking.
enum SmallFile {
    /// - Returns: the whole file.
    /// - Throws: `FileTrouble`; `.other` when it is longer than allowed.
    static func read(_ path: FilePath, atMost limit: Int) throws -> [UInt8] {
        try opened(path) { descriptor, size in
            guard size <= limit else { throw FileTrouble.other("it is larger than \(limit >> 10) KiB") }
            return try bytes(descriptor, at: 0, count: Int(size))
        }
    }

    /// The first bytes of a file; fewer where it is shorter.
    static func head(of path: FilePath, bytes count: Int) throws -> [UInt8] {
        try opened(path) { descriptor, _ in try bytes(descriptor, at: 0, count: count) }
    }

    /// Opens what must be a file, and tells its size.
    private static func opened<T>(_ path: FilePath, _ body: (_ descriptor: Int32, _ size: Int64) throws -> T) throws -> T {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else { throw FileTrouble(errno: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileTrouble(errno: errno) }
        guard FileStatus(status).kind == .file else { throw FileTrouble.isNoFile }
        return try body(descriptor, Int64(status.st_size))
    }

    /// Exactly so many bytes from a place on, fewer only at the end of the file.
    static func bytes(_ descriptor: Int32, at offset: Int64, count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset) + off_t(filled))
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw FileTrouble(errno: errno) }
            if got == 0 { break }
            filled += got
        }
        bytes.removeLast(count - filled)
        return bytes
    }
}
