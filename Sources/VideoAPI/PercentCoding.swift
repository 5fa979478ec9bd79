/// Percent-encoding of addresses (RFC 3986 section 2.1), strict: what cannot be decoded is refused and not passed on as it came.
enum PercentCoding {
    /// The text behind an encoded part of an address; `+` means a space.
    /// - Throws: `APIProblem` for a lone `%`, bytes that are no UTF-8, and raw bytes that an address cannot hold.
    static func decoded(_ text: some StringProtocol) throws(APIProblem) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = digit(rest.next()), let low = digit(rest.next()) else {
                    throw .bad("The address holds a “%” that two hexadecimal digits do not follow.")
                }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case 0x21...0x7E: bytes.append(byte)
            default: throw .bad("The address holds characters that must be percent-encoded.")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .bad("The address holds bytes that are no UTF-8.") }
        guard !text.utf8.contains(0) else { throw .bad("The address holds a NUL character.") }
        return text
    }

    /// One part of a path: everything but unreserved characters is encoded, so that it means the same to every reader.
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }

    private static func digit(_ byte: UInt8?) -> UInt8? {
        guard let byte else { return nil }
        return switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
