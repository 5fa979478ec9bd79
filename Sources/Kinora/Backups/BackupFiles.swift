import Foundation
import KinoraKernel

/// Copying files with their digests. Everything here blocks.
enum BackupFiles {
    /// Bytes that are in memory at once.
    private static let pieceLength = 1 << 20

    /// Copies a file, and waits until it is on the disk.
    /// - Parameters:
    ///   - path: what it is called below the backup's folder.
    ///   - most: for a file that may come from anywhere, how long it should be. Not much more is read, and no link is followed.
    static func copy(_ source: String, to target: String, as path: String, atMost most: Int64? = nil) throws -> BackupManifest.File {
        try makeFolder((target as NSString).deletingLastPathComponent)
        guard FileManager.default.createFile(atPath: target, contents: nil, attributes: [.posixPermissions: 0o600]),
            let output = FileHandle(forWritingAtPath: target)
        else { throw BackupFailure.cannotWrite(target) }
        defer { try? output.close() }
        let found = try read(source, as: path, atMost: most) { piece in
            do { try output.write(contentsOf: piece) } catch { throw BackupFailure.cannotWrite(target) }
        }
        do { try output.synchronize() } catch { throw BackupFailure.cannotWrite(target) }
        return found
    }

    /// The size and the digest of a file.
    static func look(at file: String, as path: String, atMost most: Int64? = nil) throws -> BackupManifest.File {
        try read(file, as: path, atMost: most) { _ in }
    }

    /// A small file as a whole; nil where there is none, or a larger one.
    static func contents(_ file: String, atMost most: Int) -> Data? {
        guard let input = open(file, isForeign: true) else { return nil }
        defer { try? input.close() }
        guard let data = try? input.read(upToCount: most + 1), data.count <= most else { return nil }
        return data
    }

    /// Opens a plain file. Backups come from anywhere: a link in one could lead to what is nobody's business, and a pipe has no end.
    private static func open(_ file: String, isForeign: Bool) -> FileHandle? {
        guard isForeign else { return FileHandle(forReadingAtPath: file) }
        let type = (try? FileManager.default.attributesOfItem(atPath: file))?[.type] as? FileAttributeType
        guard type == .typeRegular else { return nil }
        // Whatever stands there by now is not waited for, and how much is read is bounded.
        let descriptor = Foundation.open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        return descriptor >= 0 ? FileHandle(fileDescriptor: descriptor, closeOnDealloc: true) : nil
    }

    private static func read(
        _ file: String, as path: String, atMost most: Int64?, _ use: (Data) throws -> Void
    ) throws -> BackupManifest.File {
        guard let input = open(file, isForeign: most != nil) else { throw BackupFailure.cannotRead(file) }
        defer { try? input.close() }
        var digest = DigestStream()
        var bytes: Int64 = 0
        while true {
            let piece: Data?
            do { piece = try input.read(upToCount: pieceLength) } catch { throw BackupFailure.cannotRead(file) }
            guard let piece, !piece.isEmpty else { break }
            digest.add(piece)
            bytes += Int64(piece.count)
            try use(piece)
            // Longer than it should be: another file, whatever else is in it.
            if let most, bytes > most { break }
        }
        return BackupManifest.File(path: path, bytes: bytes, sha256: digest.finish().hex)
    }

    /// The plain files below a folder, by their path in it, in order; none where there is no folder.
    static func names(below folder: String) -> [String] {
        let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        guard let paths = FileManager.default.enumerator(atPath: root) else { return [] }
        var names: [String] = []
        while let path = paths.nextObject() as? String {
            guard paths.fileAttributes?[.type] as? FileAttributeType == .typeRegular, !path.contains(".part") else { continue }
            names.append(path)
        }
        return names.sorted()
    }

    static func makeFolder(_ folder: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw BackupFailure.cannotWrite(folder)
        }
    }

    /// Makes the names in a folder outlast a power cut, where the file system can.
    static func settle(_ folder: String) {
        try? FileHandle(forReadingAtPath: folder)?.synchronize()
    }

    /// Whether a path of a manifest leads nowhere else.
    static func isBelow(_ path: String) -> Bool {
        !path.isEmpty && !path.hasPrefix("/")
            && !path.split(separator: "/", omittingEmptySubsequences: false).contains { $0.isEmpty || $0 == ".." || $0 == "." }
    }
}
