/// Reads numbers of any width up to 32 bits, highest bit first.
struct BitCursor {
    private var bytes: ByteCursor
    private var current: UInt8 = 0
    private var left = 0

    init(_ bytes: ByteCursor) {
        self.bytes = bytes
    }

    mutating func read(_ count: Int) throws -> Int {
        var value = 0
        for _ in 0..<count {
            if left == 0 {
                current = try bytes.u8()
                left = 8
            }
            left -= 1
            value = value << 1 | Int(current >> UInt8(left) & 1)
        }
        return value
    }
}
