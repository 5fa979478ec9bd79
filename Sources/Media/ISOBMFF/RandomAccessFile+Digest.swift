import Foundation
import KinoraKernel

extension RandomAccessFile {
    /// The digest of the whole file, read in pieces of one megabyte. Checks for cancellation between them.
    package func digest() throws -> Digest {
        var stream = DigestStream()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        var position: Int64 = 0
        while position < size {
            try Task.checkCancellation()
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(min(Int64(buffer.count), size - position))])
            try read(at: position, into: part)
            stream.add(UnsafeRawBufferPointer(part))
            position += Int64(part.count)
        }
        return stream.finish()
    }
}
