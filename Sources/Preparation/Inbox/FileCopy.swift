import Foundation
import KinoraKernel

/// Copies a file's bytes, its rights and its time of change, and waits until they are on the disk. Blocks.
struct FileCopy {
    let from: FilePath
    let to: FilePath
    /// As the file was when it was decided to copy it.
    let status: FileStatus

    private static let piece = 1 << 20

    /// - Throws: `FileTrouble.changedWhileReading` when the file is not what it was; `CancellationError`.
    func run(_ cancellation: BlockingWork.Cancellation) throws {
        let input = from.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
        guard input >= 0 else { throw FileTrouble(errno: errno) }
        defer { close(input) }
        let output = to.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
        guard output >= 0 else { throw FileTrouble(errno: errno) }
        defer { close(output) }
        try copy(input, output, cancellation)
        var now = stat()
        guard fstat(input, &now) == 0 else { throw FileTrouble(errno: errno) }
        guard FileStatus(now) == status else { throw FileTrouble.changedWhileReading }
        var times = [now.st_mtim, now.st_mtim]
        guard futimens(output, &times) == 0, fsync(output) == 0 else { throw FileTrouble(errno: errno) }
    }

    private func copy(_ input: Int32, _ output: Int32, _ cancellation: BlockingWork.Cancellation) throws {
        var buffer = [UInt8](repeating: 0, count: Self.piece)
        var total = Int64(0)
        while true {
            try cancellation.check()
            let count = buffer.withUnsafeMutableBytes { read(input, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileTrouble(errno: errno) }
            if count == 0 { break }
            try write(buffer[..<count], output)
            total += Int64(count)
        }
        guard total == status.size else { throw FileTrouble.changedWhileReading }
    }

    private func write(_ bytes: ArraySlice<UInt8>, _ output: Int32) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(output, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileTrouble(errno: errno) }
            rest = rest.dropFirst(count)
        }
    }
}
