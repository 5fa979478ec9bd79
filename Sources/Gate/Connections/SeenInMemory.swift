import KinoraKernel
import Synchronization

/// Which parts of a file the system had in memory a moment ago: a table of fixed size, written and read by all event loops without waiting. What
/// does not fit takes another's place, and is asked about again.
///
/// The system may have put such a part out of memory meanwhile. Sending it then waits for the disk once, as it would for a server that never asks.
final class SeenInMemory: Sendable {
    /// So long what was seen is believed.
    static let life: Int64 = 5
    /// Bytes of a part.
    private static let part: Int64 = 64 << 10
    /// Larger pieces are asked about each time; next to sending them that is nothing.
    private static let largest: Int64 = 512 << 10
    private static let places = 4096

    private typealias Table = UnsafeMutablePointer<Atomic<UInt64>>

    /// The address of the table, which lives as long as this. It is made with the first part: most files are asked for as a whole, once. In each
    /// place stand the number of a part in the upper half, and a second in the lower one.
    private let address = Atomic<UInt>(0)

    init() {}

    deinit { table?.deallocate() }

    private var table: Table? { Table(bitPattern: address.load(ordering: .acquiring)) }

    private func made() -> Table {
        if let table { return table }
        let fresh = Table.allocate(capacity: Self.places)
        for place in 0..<Self.places { (fresh + place).initialize(to: Atomic(0)) }
        let known = address.compareExchange(expected: 0, desired: UInt(bitPattern: fresh), ordering: .acquiringAndReleasing)
        guard !known.exchanged, let theirs = Table(bitPattern: known.original) else { return fresh }
        fresh.deallocate()
        return theirs
    }

    /// Whether all of a piece was seen.
    func covers(_ range: Range<Int64>, at now: Moment) -> Bool {
        guard range.upperBound - range.lowerBound <= Self.largest, let table else { return false }
        let second = now.milliseconds / 1000
        var number = range.lowerBound / Self.part
        let last = (range.upperBound - 1) / Self.part
        while number <= last {
            let known = table[Int(number) & (Self.places - 1)].load(ordering: .relaxed)
            let age = (second - Int64(known & 0xFFFF_FFFF)) & 0xFFFF_FFFF
            guard known >> 32 == UInt64(truncatingIfNeeded: number) & 0xFFFF_FFFF, known != 0, age < Self.life else { return false }
            number += 1
        }
        return true
    }

    func note(_ range: Range<Int64>, at now: Moment) {
        guard range.upperBound - range.lowerBound <= Self.largest else { return }
        let table = made()
        let second = UInt64(truncatingIfNeeded: now.milliseconds / 1000) & 0xFFFF_FFFF
        for number in range.lowerBound / Self.part...(range.upperBound - 1) / Self.part {
            let value = UInt64(truncatingIfNeeded: number) << 32 | second
            table[Int(number) & (Self.places - 1)].store(value, ordering: .relaxed)
        }
    }
}
