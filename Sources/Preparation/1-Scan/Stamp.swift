/// A short mark of names, sizes and times that tells whether any of them changed: FNV-1a with 64 bits, always the same for the same input.
struct Stamp: Hashable, Sendable {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325
    private(set) var isEmpty = true

    mutating func add(_ bytes: some Sequence<UInt8>) {
        isEmpty = false
        for byte in bytes { mix(byte) }
        mix(0)
    }

    mutating func add(_ number: UInt64) {
        isEmpty = false
        for shift in stride(from: 0, to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
    }

    mutating func add(_ number: Int64) { add(UInt64(bitPattern: number)) }

    mutating func add(_ other: Stamp) {
        if !other.isEmpty { add(other.state) }
    }

    private mutating func mix(_ byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
    }

    /// At most 13 characters; empty when nothing was added.
    var text: String { isEmpty ? "" : String(state, radix: 36) }
}
