import Foundation

/// Reads what `SnapshotWriter` wrote; believes no length that the bytes do not bear out.
struct SnapshotReader {
    private let bytes: UnsafeRawBufferPointer
    private var place = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    mutating func array<Element: BitwiseCopyable>(of type: Element.Type) throws -> [Element] {
        try elements(of: type, count: Int(clamping: try number()))
    }

    mutating func number() throws -> UInt64 {
        guard bytes.count - place >= 8 else { throw SnapshotDefect.cut }
        defer { place += 8 }
        return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
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
        let size = MemoryLayout<Element>.stride
        guard count >= 0, count <= (bytes.count - place) / size else { throw SnapshotDefect.cut }
        let source = UnsafeRawBufferPointer(rebasing: bytes[place..<place + count * size])
        place += count * size
        return [Element](unsafeUninitializedCapacity: count) { target, filled in
            UnsafeMutableRawBufferPointer(target).copyMemory(from: source)
            filled = count
        }
    }
}
