import Foundation

/// Reads what `SnapshotWriter` wrote, in large pieces; believes no length that the file does not bear out.
struct SnapshotReader {
    private let handle: FileHandle
    private var piece = Data()
    private var place = 0
    /// Bytes of the file that were not read yet.
    private var unread: UInt64
    private(set) var sum = SnapshotSum()

    private static let pieceLength = 1 << 20

    /// - Parameter count: how many bytes the file has from here on.
    init(_ handle: FileHandle, count: UInt64) {
        self.handle = handle
        unread = count
    }

    var isAtEnd: Bool { left == 0 }

    private var left: UInt64 { unread + UInt64(piece.count - place) }

    mutating func array<Element: BitwiseCopyable>(of type: Element.Type) throws -> [Element] {
        try elements(of: type, count: Int(clamping: try number()))
    }

    mutating func number() throws -> UInt64 {
        var number: UInt64 = 0
        try withUnsafeMutableBytes(of: &number) { try fill($0) }
        return UInt64(littleEndian: number)
    }

    mutating func text() throws -> String { String(decoding: try array(of: UInt8.self), as: UTF8.self) }

    mutating func arrays<Element: BitwiseCopyable>(of type: Element.Type) throws -> [[Element]] {
        let lengths = try array(of: UInt32.self)
        guard try number() == lengths.reduce(UInt64(0), { $0 + UInt64($1) }) else { throw SnapshotDefect.cut }
        return try lengths.map { try elements(of: type, count: Int($0)) }
    }

    mutating func book() throws -> NameBook {
        var book = NameBook()
        for (index, name) in try arrays(of: UInt8.self).enumerated() {
            guard book.take(String(decoding: name, as: UTF8.self)) == Int32(index) else { throw SnapshotDefect.contradiction }
        }
        return book
    }

    private mutating func elements<Element: BitwiseCopyable>(of type: Element.Type, count: Int) throws -> [Element] {
        guard count >= 0, UInt64(count) <= left / UInt64(MemoryLayout<Element>.stride) else { throw SnapshotDefect.cut }
        return try [Element](unsafeUninitializedCapacity: count) { target, filled in
            try fill(
                UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(target)[..<(count * MemoryLayout<Element>.stride)]))
            filled = count
        }
    }

    private mutating func fill(_ target: UnsafeMutableRawBufferPointer) throws {
        var filled = 0
        while filled < target.count {
            if place == piece.count { try next() }
            let length = min(target.count - filled, piece.count - place)
            piece.withUnsafeBytes { piece in
                UnsafeMutableRawBufferPointer(rebasing: target[filled..<filled + length])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: piece[place..<place + length]))
            }
            filled += length
            place += length
        }
    }

    private mutating func next() throws {
        let wanted = Int(min(unread, UInt64(Self.pieceLength)))
        guard wanted > 0, let read = try handle.read(upToCount: wanted), read.count == wanted else { throw SnapshotDefect.cut }
        piece = read
        place = 0
        unread -= UInt64(wanted)
        piece.withUnsafeBytes { sum.add($0) }
    }
}
