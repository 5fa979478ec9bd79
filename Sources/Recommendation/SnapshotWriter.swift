import Foundation

/// Arrays as bytes, one behind the other, each with its number of elements, written in large pieces.
struct SnapshotWriter {
    private let handle: FileHandle?
    /// Everything, where there is no file to write to.
    private(set) var kept = Data()
    private var buffer = Data(capacity: Self.piece)
    private(set) var sum = SnapshotSum()
    private(set) var count: UInt64 = 0

    private static let piece = 1 << 20

    /// - Parameter handle: nil for keeping the bytes.
    init(to handle: FileHandle?) { self.handle = handle }

    mutating func write<Element: BitwiseCopyable>(_ array: [Element]) throws {
        try write(UInt64(array.count))
        try array.withUnsafeBytes { try append($0) }
    }

    mutating func write(_ number: UInt64) throws {
        try withUnsafeBytes(of: number.littleEndian) { try append($0) }
    }

    mutating func write(_ text: String) throws { try write(Array(text.utf8)) }

    /// Many arrays as one, with their lengths before; none but the present one is copied.
    mutating func write<Owner, Element: BitwiseCopyable>(all owners: [Owner], _ array: (Owner) -> [Element]) throws {
        let lengths = owners.map { UInt32(clamping: array($0).count) }
        try write(lengths)
        try write(lengths.reduce(UInt64(0)) { $0 + UInt64($1) })
        for owner in owners { try array(owner).withUnsafeBytes { try append($0) } }
    }

    mutating func write(_ book: NameBook) throws { try write(all: book.names) { Array($0.utf8) } }

    /// Writes what is left.
    mutating func end() throws {
        try flush()
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) throws {
        count += UInt64(bytes.count)
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = rest.prefix(Self.piece - buffer.count)
            buffer.append(contentsOf: part)
            rest = rest.dropFirst(part.count)
            guard buffer.count == Self.piece else { continue }
            try flush()
        }
    }

    private mutating func flush() throws {
        if let handle { try handle.write(contentsOf: buffer) } else { kept.append(buffer) }
        buffer.withUnsafeBytes { sum.add($0) }
        buffer.removeAll(keepingCapacity: true)
    }
}
