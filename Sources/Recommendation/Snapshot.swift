import Foundation

/// The graph on disk, so that a start need not read every watch again: a head, the arrays as they lie in memory, and a sum of it all.
///
/// Layout, little-endian: `KNRG`, version (UInt32), length of the rest (UInt64), sum of the rest (UInt64), the rest.
package enum Snapshot {
    private static let mark: UInt32 = 0x4752_4E4B
    /// Goes up with every change of the layout or of `Tuning`'s part on watches.
    private static let version: UInt32 = 1
    private static let headLength = 24

    /// Writes beside the file and renames: whoever is killed leaves the old one or the new one.
    package static func write(_ engine: RecommendationEngine, to file: URL) throws {
        let body = body(of: engine.graph, position: engine.position)
        var head = Data()
        for number in [mark, version] { withUnsafeBytes(of: number.littleEndian) { head.append(contentsOf: $0) } }
        let check = body.withUnsafeBytes { sum(of: $0) }
        for number in [UInt64(body.count), check] { withUnsafeBytes(of: number.littleEndian) { head.append(contentsOf: $0) } }
        let beside = file.appendingPathExtension("part")
        guard FileManager.default.createFile(atPath: beside.path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw CocoaError(.fileWriteUnknown)
        }
        let handle = try FileHandle(forWritingTo: beside)
        defer { try? handle.close() }
        try handle.write(contentsOf: head)
        try handle.write(contentsOf: body)
        try handle.synchronize()
        guard rename(beside.path, file.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    /// - Throws: `SnapshotDefect` for a file that is not whole; what the file system says otherwise.
    package static func read(_ file: URL) throws -> RecommendationEngine {
        let data = try Data(contentsOf: file, options: .alwaysMapped)
        return try data.withUnsafeBytes { bytes in
            guard bytes.count >= headLength, bytes.loadUnaligned(as: UInt32.self) == mark else { throw SnapshotDefect.notOurs }
            guard bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self) == version else { throw SnapshotDefect.otherVersion }
            let rest = UnsafeRawBufferPointer(rebasing: bytes[headLength...])
            guard bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self) == UInt64(rest.count) else { throw SnapshotDefect.cut }
            guard bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self) == sum(of: rest) else { throw SnapshotDefect.altered }
            return try engine(from: rest)
        }
    }

    /// Four sums beside each other (FNV-1a over words of eight bytes), for accidents, not against malice.
    private static func sum(of bytes: UnsafeRawBufferPointer) -> UInt64 {
        let prime: UInt64 = 0x100_0000_01B3
        var sums = SIMD4<UInt64>(repeating: 0xCBF2_9CE4_8422_2325) ^ SIMD4(1, 2, 3, 4)
        var place = 0
        while place + 32 <= bytes.count {
            sums = (sums ^ bytes.loadUnaligned(fromByteOffset: place, as: SIMD4<UInt64>.self)) &* SIMD4(repeating: prime)
            sums ^= sums &>> 29
            place += 32
        }
        var sum = (0..<4).reduce(prime) { ($0 ^ sums[$1]) &* prime }
        for byte in bytes[place...] { sum = (sum ^ UInt64(byte)) &* prime }
        return sum ^ UInt64(bytes.count)
    }
}
