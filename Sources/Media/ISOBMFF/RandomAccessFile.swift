import Foundation
import KinoraKernel

/// A plain file that is read at any place without a position of its own.
///
/// Reading blocks: keep it off the cooperative pool.
package final class RandomAccessFile: Sendable {
    package let path: String
    /// Length in bytes when the file was opened.
    package let size: Int64
    private let descriptor: Int32

    /// Throws a `MediaFileProblem` when there is no readable plain file.
    package init(path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw MediaFileProblem.system(path, reason: String(cString: strerror(errno))) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw MediaFileProblem.system(path, reason: "it is not a plain file")
        }
        self.path = path
        self.size = Int64(status.st_size)
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Exactly `count` bytes; throws when the file ends before.
    package func read(at offset: Int64, count: Int) throws -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= size, Int64(count) <= size - offset else {
            throw MediaFileProblem.damaged(path, "it ends too early")
        }
        return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
            filled = count
        }
    }

    /// Fills the whole buffer; throws when the file ends before.
    package func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws {
        var done = 0
        while done < buffer.count {
            let count = pread(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(offset) + off_t(done))
            if count > 0 {
                done += count
            } else if count == 0 {
                throw MediaFileProblem.damaged(path, "it ends too early")
            } else if errno != EINTR {
                throw MediaFileProblem.system(path, reason: String(cString: strerror(errno)))
            }
        }
    }
}
