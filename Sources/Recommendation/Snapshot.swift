import Foundation

/// The graph on disk, so that a start need not read every watch again: a head, the arrays as they lie in memory, and a sum of it all.
///
/// Layout, little-endian: `KNRG`, version (UInt32), length of the rest (UInt64), sum of the rest (UInt64), the rest.
package enum Snapshot {
    private static let mark: UInt32 = 0x4752_4E4B
    /// Goes up with every change of the layout or of `Tuning`'s part on watches.
    private static let version: UInt32 = 4
    private static let headLength = 24

    /// The whole file, made at one moment, for being written at leisure.
    package static func bytes(of engine: RecommendationEngine) throws -> Data {
        var writer = SnapshotWriter(to: nil)
        try write(engine.graph, position: engine.position, to: &writer)
        try writer.end()
        return head(count: writer.count, sum: writer.sum.value) + writer.kept
    }

    /// Writes beside the file and renames: whoever is killed leaves the old one or the new one.
    package static func write(_ engine: RecommendationEngine, to file: URL) throws {
        try replace(file) { handle in
            try handle.write(contentsOf: Data(count: headLength))
            var writer = SnapshotWriter(to: handle)
            try write(engine.graph, position: engine.position, to: &writer)
            try writer.end()
            try handle.seek(toOffset: 0)
            try handle.write(contentsOf: head(count: writer.count, sum: writer.sum.value))
        }
    }

    /// The same with bytes that were made before.
    package static func write(_ bytes: Data, to file: URL) throws {
        try replace(file) { try $0.write(contentsOf: bytes) }
    }

    private static func replace(_ file: URL, _ write: (FileHandle) throws -> Void) throws {
        let beside = file.appendingPathExtension("part")
        guard FileManager.default.createFile(atPath: beside.path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw CocoaError(.fileWriteUnknown)
        }
        let handle = try FileHandle(forWritingTo: beside)
        defer { try? handle.close() }
        try write(handle)
        try handle.synchronize()
        guard rename(beside.path, file.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    private static func head(count: UInt64, sum: UInt64) -> Data {
        var head = Data()
        for number in [mark, version] { withUnsafeBytes(of: number.littleEndian) { head.append(contentsOf: $0) } }
        for number in [count, sum] { withUnsafeBytes(of: number.littleEndian) { head.append(contentsOf: $0) } }
        return head
    }

    /// - Throws: `SnapshotDefect` for a file that is not whole; what the file system says otherwise.
    package static func read(_ file: URL) throws -> RecommendationEngine {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        let length = try handle.seekToEnd()
        try handle.seek(toOffset: 0)
        let head = try handle.read(upToCount: headLength) ?? Data()
        let sum = try head.withUnsafeBytes { head in
            guard head.count == headLength, head.loadUnaligned(as: UInt32.self) == mark else { throw SnapshotDefect.notOurs }
            guard head.loadUnaligned(fromByteOffset: 4, as: UInt32.self) == version else { throw SnapshotDefect.otherVersion }
            let rest = head.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            guard rest == length - UInt64(headLength) else { throw SnapshotDefect.cut }
            return head.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        }
        var reader = SnapshotReader(handle, count: length - UInt64(headLength))
        let (graph, position) = try graph(from: &reader)
        guard reader.sum.value == sum else { throw SnapshotDefect.altered }
        return RecommendationEngine(graph: graph, position: position)
    }
}
