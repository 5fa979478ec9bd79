import Foundation
import KinoraKernel

/// One file of subtitles.
package struct TextPiece: Sendable {
    var path: FilePath
    /// Where its film begins, in a film in several files; nil when its times are the film's.
    var place: Place?

    package struct Place: Codable, Hashable, Sendable {
        var part: Int
        /// Milliseconds.
        var start: Int64
        var length: Int64

        init(_ plan: Plan, _ part: Int) {
            self.part = part
            start = plan.start(ofPart: part)
            length = plan.length(ofPart: part)
        }
    }

    /// Hundreds of times what a long film says.
    private static let largest = 32 << 20

    /// Nil when it cannot be read or is no subtitle by its size. Blocks.
    func bytes() -> [UInt8]? {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.largest else { return nil }
        let size = Int(status.st_size)
        var filled = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while filled < size {
                let read = read(descriptor, buffer.baseAddress?.advanced(by: filled), size - filled)
                guard read > 0 else { break }
                filled += read
            }
            count = filled
        }
        return filled == size ? bytes : nil
    }
}
