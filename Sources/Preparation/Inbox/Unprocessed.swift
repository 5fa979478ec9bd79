import Foundation
import KinoraKernel

/// The folder of what could not be used, each file with its reason beside it. Blocks.
struct Unprocessed: Sendable {
    /// An absolute path.
    let folder: String

    /// Names that are tried before giving up.
    private static let mostNumbers = 1000

    /// Puts a file there under its own name, or a numbered one. The reason is written first, so that no file is there without one.
    /// - Returns: its name there.
    func take(
        _ file: FilePath, reason: String, at now: Moment, cancellation: BlockingWork.Cancellation,
        reached: (FileMove.Step) throws -> Void = { _ in }
    ) throws -> FilePath {
        let root = FilePath(bytes: Array(folder.utf8))
        try FileMove.makeFolder(root)
        for number in 1...Self.mostNumbers {
            let name = Self.name(file.name, number)
            let place = root.appending(name)
            var status = stat()
            if place.withCString({ lstat($0, &status) }) == 0 { continue }
            try write(reason, about: file, at: now, beside: place)
            if try FileMove.move(file, to: place, cancellation: cancellation, reached: reached) { return FilePath(bytes: name) }
        }
        throw FileTrouble.other("too many files of its name are in \(folder) already")
    }

    private func write(_ reason: String, about file: FilePath, at now: Moment, beside place: FilePath) throws {
        let text =
            "\(reason.onOneLine(atMost: 1000))\n\nIt was \(file.text.onOneLine(atMost: 4000))\nand was moved here at \(now.iso8601).\n"
        let path = FilePath(bytes: place.bytes + Array(".reason.txt".utf8))
        _ = path.withCString { unlink($0) }
        let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644) }
        guard descriptor >= 0 else { throw FileTrouble(errno: errno) }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes.count, fsync(descriptor) == 0 else { throw FileTrouble(errno: errno) }
    }

    /// `film.mkv`, `film (2).mkv`; long names give way to the number and the reason's ending.
    private static func name(_ name: [UInt8], _ number: Int) -> [UInt8] {
        let ending = Array(name.suffix(FileEnding.known(of: name)?.length ?? 0))
        let addition = number == 1 ? [] : Array(" (\(number))".utf8)
        let stem = name.dropLast(ending.count).prefix(240 - ending.count - addition.count)
        return stem + addition + ending
    }
}
