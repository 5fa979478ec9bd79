import Foundation
import KinoraKernel

/// A file's identity: its size and its content's beginning and end, `<size in hexadecimal>-<32 hexadecimal digits>`.
///
/// The digits are the first half of the SHA-256 of the first and the last 64 KiB (of the whole file up to 128 KiB). Two different films
/// of one size that agree in both are not met; the digest of the whole file is kept as well once there is time to read it.
package struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package var description: String { text }

    /// How much is read at each end, in bytes.
    package static let piece = 64 << 10

    /// Reads a file. Blocking.
    /// - Throws: `FileTrouble`: `.emptyFile`, `.noPermission`, `.changedWhileReading` when it is not as it was seen …
    package init(of path: FilePath, expecting video: LibraryWalk.Video? = nil) throws {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else { throw FileTrouble(errno: errno) }
        defer { close(descriptor) }
        let before = try Self.status(descriptor)
        guard before.kind == .file else { throw FileTrouble.isNoFile }
        guard before.size > 0 else { throw FileTrouble.emptyFile }
        var digest = DigestStream()
        digest.add(try SmallFile.bytes(descriptor, at: 0, count: Self.head(before.size)))
        if before.size > Int64(2 * Self.piece) {
            digest.add(try SmallFile.bytes(descriptor, at: before.size - Int64(Self.piece), count: Self.piece))
        }
        let after = try Self.status(descriptor)
        guard before == after, video.map({ $0.size == after.size && $0.modified == after.modified }) ?? true else {
            throw FileTrouble.changedWhileReading
        }
        text = String(before.size, radix: 16) + "-" + digest.finish().hex.prefix(32)
    }

    /// Of a film in several files, in their order: the size of all together, and a digest of their fingerprints.
    package init(joining parts: [Fingerprint], size: Int64) {
        var digest = DigestStream()
        for part in parts { digest.add(Array(part.text.utf8) + [0x0A]) }
        text = String(size, radix: 16) + "-" + digest.finish().hex.prefix(32)
    }

    private static func head(_ size: Int64) -> Int {
        size > Int64(2 * piece) ? piece : Int(size)
    }

    private static func status(_ descriptor: Int32) throws -> FileStatus {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileTrouble(errno: errno) }
        return FileStatus(status)
    }
}
