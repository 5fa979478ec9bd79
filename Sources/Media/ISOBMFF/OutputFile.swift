import Foundation
import KinoraKernel

/// A file that is written from front to back. Writing blocks. Not for two threads at once.
final class OutputFile {
    let path: String
    private var descriptor: Int32
    private var size: Int64 = 0
    private lazy var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: OutputFile.bufferSize, alignment: 16)
    private var hasBuffer = false

    private static let bufferSize = 1 << 20

    /// Throws when the file exists: a name of an attempt is used once.
    init(path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure(path) }
    }

    /// Goes on with a file that an earlier attempt began: what it wrote beyond `size` bytes is cut off.
    init(resuming path: String, size: Int64) throws {
        self.path = path
        self.size = size
        descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw Self.failure(path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, Int64(status.st_size) >= size else {
            throw MediaFileProblem.damaged(path, "it is shorter than what was written")
        }
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw Self.failure(path) }
    }

    deinit {
        if descriptor >= 0 { Foundation.close(descriptor) }
        if hasBuffer { buffer.deallocate() }
    }

    func append(_ bytes: [UInt8]) throws {
        try overwrite(bytes, at: size)
        size += Int64(bytes.count)
    }

    func overwrite(_ bytes: [UInt8], at offset: Int64) throws {
        try bytes.withUnsafeBytes { try write($0, at: offset) }
    }

    /// Appends a part of another file, through a buffer of one megabyte.
    func copy(_ range: Range<Int64>, of file: RandomAccessFile) throws {
        var position = range.lowerBound
        hasBuffer = true
        while position < range.upperBound {
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(min(Int64(Self.bufferSize), range.upperBound - position))])
            try file.read(at: position, into: part)
            try write(UnsafeRawBufferPointer(part), at: size)
            size += Int64(part.count)
            position += Int64(part.count)
        }
    }

    /// Waits until the bytes are on the disk.
    func settle() throws {
        guard fsync(descriptor) == 0 else { throw Self.failure(path) }
    }

    /// Waits until the bytes are on the disk, and closes. Returns the file's length.
    func close() throws -> Int64 {
        try settle()
        let closing = descriptor
        descriptor = -1
        guard Foundation.close(closing) == 0 else { throw Self.failure(path) }
        return size
    }

    /// Closes and deletes the file.
    func discard() {
        if descriptor >= 0 { Foundation.close(descriptor) }
        descriptor = -1
        unlink(path)
    }

    private func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws {
        var done = 0
        while done < bytes.count {
            let count = pwrite(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done, off_t(offset) + off_t(done))
            if count > 0 {
                done += count
            } else if errno != EINTR {
                throw Self.failure(path)
            }
        }
    }

    private static func failure(_ path: String) -> MediaFileProblem {
        .system(path, reason: String(cString: strerror(errno)))
    }
}
