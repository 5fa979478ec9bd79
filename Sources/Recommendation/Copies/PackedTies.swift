/// The ties of one title in a few bytes: for each the other title, how close, how wide and how many profiles; four UInt32, little-endian.
package struct PackedTies: Sendable, Hashable {
    package static let bytesOfOne = 16
    package let bytes: [UInt8]

    package static let none = PackedTies([] as [Tie])

    /// - Returns: nil for bytes that are no ties, or more than one title has.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count.isMultiple(of: Self.bytesOfOne), bytes.count / Self.bytesOfOne <= Tuning.mostTies else { return nil }
        self.bytes = bytes
    }

    init(_ ties: [Tie]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(ties.count * Self.bytesOfOne)
        for tie in ties {
            for number in [UInt32(bitPattern: tie.title), tie.near, tie.wide, tie.people] {
                withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
            }
        }
        self.bytes = bytes
    }

    /// Those that lead to one of the first so many titles.
    func ties(among titles: Int) -> [Tie] {
        bytes.withUnsafeBytes { all in
            stride(from: 0, to: all.count, by: Self.bytesOfOne).compactMap { place in
                func number(_ index: Int) -> UInt32 {
                    UInt32(littleEndian: all.loadUnaligned(fromByteOffset: place + 4 * index, as: UInt32.self))
                }
                let tie = Tie(title: Int32(bitPattern: number(0)), near: number(1), wide: number(2), people: number(3))
                return tie.title >= 0 && tie.title < titles ? tie : nil
            }
        }
    }
}
