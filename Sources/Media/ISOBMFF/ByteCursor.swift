/// Reads big-endian numbers one after the other and throws where the bytes end.
struct ByteCursor {
    let bytes: [UInt8]
    private(set) var position: Int
    let end: Int
    let path: String

    /// The range must lie inside the bytes.
    init(_ bytes: [UInt8], in range: Range<Int>, path: String) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
        self.path = path
    }

    var remaining: Int { end - position }

    mutating func skip(_ count: Int) throws {
        guard count >= 0, count <= remaining else { throw Self.tooShort(path) }
        position += count
    }

    mutating func u8() throws -> UInt8 {
        guard remaining >= 1 else { throw Self.tooShort(path) }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func u16() throws -> UInt16 { try number(of: 2) }
    mutating func u32() throws -> UInt32 { try number(of: 4) }
    mutating func u64() throws -> UInt64 { try number(of: 8) }
    mutating func i32() throws -> Int32 { Int32(bitPattern: try u32()) }

    /// A 64-bit number that must fit a signed one.
    mutating func offset64() throws -> Int64 {
        guard let value = Int64(exactly: try u64()) else { throw MediaFileProblem.damaged(path, "a number is too large") }
        return value
    }

    mutating func fourCC() throws -> FourCC { FourCC(try u32()) }

    private mutating func number<Number: FixedWidthInteger>(of count: Int) throws -> Number {
        guard remaining >= count else { throw Self.tooShort(path) }
        var value: Number = 0
        for index in position..<position + count {
            value = value << 8 | Number(bytes[index])
        }
        position += count
        return value
    }

    private static func tooShort(_ path: String) -> MediaFileProblem {
        .damaged(path, "a box is shorter than its contents")
    }
}
