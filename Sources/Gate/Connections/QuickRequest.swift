#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What of a request matters to somebody who answers at once: a plain request for a file (RFC 9110, RFC 9112), without a body or conditions.
///
/// Everything points into the bytes that were received, and is good only while they are looked at.
package struct QuickRequest {
    /// Begins with a slash; nothing in it is encoded, and there is no query.
    package private(set) var path: UnsafeRawBufferPointer
    package private(set) var cookies: UnsafeRawBufferPointer?
    package private(set) var range: UnsafeRawBufferPointer?
    private(set) var host: UnsafeRawBufferPointer?
    /// Bytes of the whole request.
    private(set) var length: Int

    /// Longer heads are for the decoder.
    private static let longest = 8192

    /// Reads a request at the beginning of some bytes.
    ///
    /// Nil for everything that has to be looked at with more care: heads that are not complete, other methods and versions, conditions, bodies,
    /// fields that come twice, and whatever is written in an unusual way. The decoder behind says what is wrong with it, if something is.
    init?(_ bytes: UnsafeRawBufferPointer) {
        let most = min(bytes.count, Self.longest)
        guard let path = Self.path(bytes, most) else { return nil }
        self.path = UnsafeRawBufferPointer(rebasing: bytes[4..<path])
        length = 0
        var place = path + Self.version.utf8CodeUnitCount
        while true {
            guard place + 2 <= most else { return nil }
            if bytes[place] == 13 {
                guard bytes[place + 1] == 10 else { return nil }
                length = place + 2
                break
            }
            guard let next = take(bytes, from: place, most) else { return nil }
            place = next
        }
        guard host != nil else { return nil }
    }

    private static let method: StaticString = "GET /"
    private static let version: StaticString = " HTTP/1.1\r\n"

    /// Where the path ends, if the line is `GET`, a plain path and `HTTP/1.1`.
    private static func path(_ bytes: UnsafeRawBufferPointer, _ most: Int) -> Int? {
        guard most > 32, begins(bytes, 0, with: method) else { return nil }
        var place = 5
        while place < most, isPlain(bytes[place]) { place += 1 }
        guard place + version.utf8CodeUnitCount <= most, begins(bytes, place, with: version) else { return nil }
        return place
    }

    /// Visible, and none of the characters that begin a query, a fragment or an encoded byte.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte > 32 && byte < 127 && byte != UInt8(ascii: "?") && byte != UInt8(ascii: "%") && byte != UInt8(ascii: "#")
    }

    /// Takes one field; returns where the next begins.
    private mutating func take(_ bytes: UnsafeRawBufferPointer, from start: Int, _ most: Int) -> Int? {
        var colon = start
        while colon < most, Self.isName(bytes[colon]) { colon += 1 }
        guard colon > start, colon < most, bytes[colon] == UInt8(ascii: ":") else { return nil }
        var begin = colon + 1
        while begin < most, bytes[begin] == 32 { begin += 1 }
        var end = begin
        while end < most, bytes[end] >= 32, bytes[end] < 127 { end += 1 }
        guard end + 1 < most, bytes[end] == 13, bytes[end + 1] == 10, end == begin || bytes[end - 1] != 32 else { return nil }
        let name = UnsafeRawBufferPointer(rebasing: bytes[start..<colon])
        return note(name, UnsafeRawBufferPointer(rebasing: bytes[begin..<end])) ? end + 2 : nil
    }

    /// Letters, digits, hyphen and underline: all that names of fields have in practice.
    private static func isName(_ byte: UInt8) -> Bool {
        let letter = byte | 32
        return (letter >= 97 && letter <= 122) || (byte >= 48 && byte <= 57) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    /// False where the field asks for more than is done here.
    private mutating func note(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
        switch name.count {
        case 4 where Self.matches(name, "host"): Self.set(&host, value)
        case 5 where Self.matches(name, "range"): Self.set(&range, value)
        case 6 where Self.matches(name, "cookie"): Self.set(&cookies, value)
        case 6: !Self.matches(name, "expect")
        case 7: !Self.matches(name, "upgrade")
        case 8: !Self.matches(name, "if-match") && !Self.matches(name, "if-range")
        case 10: !Self.matches(name, "connection") || Self.matches(value, "keep-alive")
        case 13: !Self.matches(name, "if-none-match")
        case 14: !Self.matches(name, "content-length")
        case 17: !Self.matches(name, "transfer-encoding")
        default: true
        }
    }

    private static func set(_ place: inout UnsafeRawBufferPointer?, _ value: UnsafeRawBufferPointer) -> Bool {
        guard place == nil else { return false }
        place = value
        return true
    }

    private static func begins(_ bytes: UnsafeRawBufferPointer, _ place: Int, with text: StaticString) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        return memcmp(base + place, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    /// Compares with a text in lower case, whatever the case of the first.
    private static func matches(_ bytes: UnsafeRawBufferPointer, _ lower: StaticString) -> Bool {
        guard bytes.count == lower.utf8CodeUnitCount else { return false }
        for place in 0..<bytes.count {
            let byte = bytes[place]
            guard (byte >= 65 && byte <= 90 ? byte | 32 : byte) == lower.utf8Start[place] else { return false }
        }
        return true
    }
}

/// Bytes that were seen before: the same fields come with every request of a connection, and are understood once.
package struct SeenBytes {
    private var bytes: [UInt8] = []
    private var isSet = false

    package init() {}

    /// Whether these are the bytes that were noted last.
    package func isSame(_ other: UnsafeRawBufferPointer) -> Bool {
        guard isSet, other.count == bytes.count else { return false }
        guard let base = other.baseAddress else { return bytes.isEmpty }
        return bytes.withUnsafeBytes { memcmp($0.baseAddress ?? base, base, other.count) == 0 }
    }

    package mutating func note(_ other: UnsafeRawBufferPointer) {
        bytes = Array(other)
        isSet = true
    }
}
