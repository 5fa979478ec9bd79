/// Four sums beside each other (FNV-1a over words of eight bytes), for accidents, not against malice.
struct SnapshotSum {
    private var sums = SIMD4<UInt64>(repeating: 0xCBF2_9CE4_8422_2325) ^ SIMD4(1, 2, 3, 4)
    private var count: UInt64 = 0
    private var rest: [UInt8] = []

    private static let prime: UInt64 = 0x100_0000_01B3
    private static let block = 32

    /// What follows; only the last part may be of another length than a multiple of 32.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        precondition(rest.isEmpty, "nothing follows the last part")
        count += UInt64(bytes.count)
        var place = 0
        while place + Self.block <= bytes.count {
            sums = (sums ^ bytes.loadUnaligned(fromByteOffset: place, as: SIMD4<UInt64>.self)) &* SIMD4(repeating: Self.prime)
            sums ^= sums &>> 29
            place += Self.block
        }
        rest = Array(bytes[place...])
    }

    var value: UInt64 {
        var sum = (0..<4).reduce(Self.prime) { ($0 ^ sums[$1]) &* Self.prime }
        for byte in rest { sum = (sum ^ UInt64(byte)) &* Self.prime }
        return sum ^ count
    }
}
