import Foundation

/// Arrays as bytes, one behind the other, each with its number of elements.
struct SnapshotWriter {
    private(set) var bytes = Data()

    mutating func write<Element: BitwiseCopyable>(_ array: [Element]) {
        write(UInt64(array.count))
        array.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    mutating func write(_ number: UInt64) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func write(_ text: String) { write(Array(text.utf8)) }

    /// Many arrays as one, with their lengths before.
    mutating func write<Element: BitwiseCopyable>(all arrays: [[Element]]) {
        write(arrays.map { UInt32(clamping: $0.count) })
        write(UInt64(arrays.reduce(0) { $0 + $1.count }))
        for array in arrays { array.withUnsafeBytes { bytes.append(contentsOf: $0) } }
    }

    mutating func write(_ book: NameBook) { write(all: book.names.map { Array($0.utf8) }) }
}
