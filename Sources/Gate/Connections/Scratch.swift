import NIOCore

/// Memory in which one event loop puts an answer together before it is sent: heads, and small pieces of files behind them. It belongs to the
/// loop and not to a connection, so a thousand connections need no more of it than one, and what was just sent lies in the processor's cache.
final class Scratch {
    /// Bytes of a head. A house whose fields need more is answered for by the router.
    static let headRoom = 8 << 10

    private let memory: UnsafeMutableRawBufferPointer
    private var count = 0

    /// - Parameter piece: bytes of the largest piece that is put behind a head.
    init(piece: Int) {
        memory = .allocate(byteCount: Self.headRoom + piece, alignment: 64)
    }

    deinit { memory.deallocate() }

    /// What was written since `clear`.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

    func clear() { count = 0 }

    func write(_ text: StaticString) {
        write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    func write(_ text: [UInt8]) { text.withUnsafeBytes(write) }

    /// Whoever writes knows that there is room; nothing is written beyond it.
    func write(_ text: UnsafeRawBufferPointer) {
        precondition(text.count <= memory.count - count, "a head is longer than its room")
        UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyMemory(from: text)
        count += text.count
    }

    /// Writes a number as digits.
    func write(decimal number: Int64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var (rest, place) = (number.magnitude, 20)
            repeat {
                place -= 1
                digits[place] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            } while rest > 0
            write(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(digits)[place..<20]))
        }
    }

    /// Writes a piece of a file, if the system has all of it in memory.
    func write(_ range: Range<Int64>, of file: ServedFile) -> Bool {
        let place = UnsafeMutableRawBufferPointer(rebasing: memory[count...])
        guard range.count <= place.count, file.copy(range, to: place) else { return false }
        count += range.count
        return true
    }
}
