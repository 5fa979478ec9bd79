import NIOCore

/// Reads values of PackStream 1.0 out of one whole message. Trusts nothing: a length is compared with the bytes that are there before
/// anything is allocated.
struct PackStreamReader {
    /// Lists, maps and structures within each other.
    static let deepest = 64

    private var buffer: ByteBuffer
    let version: BoltVersion

    init(_ message: ByteBuffer, version: BoltVersion) {
        buffer = message
        self.version = version
    }

    var isAtEnd: Bool { buffer.readableBytes == 0 }

    /// - Throws: `BoltFault.malformed`.
    mutating func value(depth: Int = 0) throws -> BoltValue {
        guard depth < Self.deepest else { throw BoltFault.malformed("it is nested too deeply") }
        let marker: UInt8 = try integer()
        switch marker {
        case 0x00...0x7F, 0xF0...0xFF: return .int(Int64(Int8(bitPattern: marker)))
        case 0x80...0x8F: return .string(try string(Int(marker & 0x0F)))
        case 0x90...0x9F: return .list(try list(Int(marker & 0x0F), depth))
        case 0xA0...0xAF: return .map(try map(Int(marker & 0x0F), depth))
        case 0xB0...0xBF: return try structure(Int(marker & 0x0F), depth)
        case 0xC0: return .null
        case 0xC1: return .float(Double(bitPattern: try integer()))
        case 0xC2: return .bool(false)
        case 0xC3: return .bool(true)
        case 0xC8: return .int(Int64(try integer() as Int8))
        case 0xC9: return .int(Int64(try integer() as Int16))
        case 0xCA: return .int(Int64(try integer() as Int32))
        case 0xCB: return .int(try integer())
        case 0xCC, 0xCD, 0xCE: return .bytes(try bytes(try count(marker - 0xCC)))
        case 0xD0, 0xD1, 0xD2: return .string(try string(try count(marker - 0xD0)))
        case 0xD4, 0xD5, 0xD6: return .list(try list(try count(marker - 0xD4), depth))
        case 0xD8, 0xD9, 0xDA: return .map(try map(try count(marker - 0xD8), depth))
        default: throw BoltFault.malformed("a value begins with an unknown byte")
        }
    }

    /// The head of a message: its kind, and how many values follow.
    mutating func messageHead() throws -> (tag: UInt8, fields: Int) {
        let marker: UInt8 = try integer()
        guard marker & 0xF0 == 0xB0 else { throw BoltFault.malformed("it is no message") }
        return (try integer(), Int(marker & 0x0F))
    }

    // MARK: - Inside

    private mutating func integer<Number: FixedWidthInteger>() throws -> Number {
        guard let number = buffer.readInteger(as: Number.self) else { throw BoltFault.malformed("it ends too early") }
        return number
    }

    /// - Parameter width: 0, 1, 2 for one, two and four bytes.
    private mutating func count(_ width: UInt8) throws -> Int {
        let count =
            switch width {
            case 0: Int(try integer() as UInt8)
            case 1: Int(try integer() as UInt16)
            default: Int(try integer() as Int32)
            }
        guard count >= 0 else { throw BoltFault.malformed("a length is negative") }
        return count
    }

    private mutating func bytes(_ count: Int) throws -> [UInt8] {
        guard let bytes = buffer.readBytes(length: count) else { throw BoltFault.malformed("it ends too early") }
        return bytes
    }

    private mutating func string(_ count: Int) throws -> String {
        guard let view = buffer.readSlice(length: count)?.readableBytesView else { throw BoltFault.malformed("it ends too early") }
        guard let text = String(validating: view, as: UTF8.self) else { throw BoltFault.malformed("a text is not UTF-8") }
        return text
    }

    private mutating func list(_ count: Int, _ depth: Int) throws -> [BoltValue] {
        // Each element takes a byte at least.
        guard count <= buffer.readableBytes else { throw BoltFault.malformed("it ends too early") }
        var elements: [BoltValue] = []
        elements.reserveCapacity(min(count, 1024))
        for _ in 0..<count { elements.append(try value(depth: depth + 1)) }
        return elements
    }

    private mutating func map(_ count: Int, _ depth: Int) throws -> [String: BoltValue] {
        guard count <= buffer.readableBytes / 2 else { throw BoltFault.malformed("it ends too early") }
        var entries: [String: BoltValue] = [:]
        for _ in 0..<count {
            guard case .string(let key) = try value(depth: depth + 1) else { throw BoltFault.malformed("a key is not a text") }
            // Of a key that comes twice the last counts.
            entries[key] = try value(depth: depth + 1)
        }
        return entries
    }

    private mutating func structure(_ count: Int, _ depth: Int) throws -> BoltValue {
        let tag: UInt8 = try integer()
        let fields = try list(count, depth)
        return try BoltStructure(tag, fields, version).value()
    }
}
