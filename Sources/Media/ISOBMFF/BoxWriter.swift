/// Writes boxes into memory; sizes are filled in when a box is complete.
struct BoxWriter {
    private(set) var bytes: [UInt8] = []

    mutating func box(_ type: FourCC, _ contents: (inout BoxWriter) -> Void) {
        let start = bytes.count
        add(0 as UInt32)
        add(type)
        contents(&self)
        bytes.replaceSubrange(start..<start + 4, with: FourCC(UInt32(bytes.count - start)).bytes)
    }

    /// A full box: version and flags come first.
    mutating func box(_ type: FourCC, version: UInt8, flags: UInt32 = 0, _ contents: (inout BoxWriter) -> Void) {
        box(type) {
            $0.add(UInt32(version) << 24 | flags)
            contents(&$0)
        }
    }

    mutating func add(_ number: some FixedWidthInteger & UnsignedInteger) {
        var shift = number.bitWidth
        while shift > 0 {
            shift -= 8
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    mutating func add(_ code: FourCC) {
        add(code.value)
    }

    mutating func add(_ more: [UInt8]) {
        bytes += more
    }

    mutating func zeros(_ count: Int) {
        bytes += [UInt8](repeating: 0, count: count)
    }
}
