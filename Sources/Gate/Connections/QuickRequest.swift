import NIOHTTP1

/// What of a request matters to somebody who answers at once: a plain request for a file (RFC 9110), without conditions.
package struct QuickRequest {
    /// Begins with a slash; nothing in it is encoded, and there is no query.
    package let path: String
    package let cookies: String?
    package let range: String?
    let host: String

    /// Nil for everything that has to be looked at with more care: other methods and versions, conditions, bodies, fields that come twice,
    /// addresses that are written in an unusual way.
    init?(_ head: HTTPRequestHead) {
        guard head.method == .GET, head.version == .http1_1, Self.isPlain(head.uri) else { return nil }
        var (host, cookies, range): (String?, String?, String?)
        for (name, value) in head.headers {
            switch name.utf8.count {
            case 4 where Self.matches(name, "host"): guard Self.set(&host, value) else { return nil }
            case 5 where Self.matches(name, "range"): guard Self.set(&range, value) else { return nil }
            case 6 where Self.matches(name, "cookie"): guard Self.set(&cookies, value) else { return nil }
            case 6 where Self.matches(name, "expect"): return nil
            case 7 where Self.matches(name, "upgrade"): return nil
            case 8 where Self.matches(name, "if-match") || Self.matches(name, "if-range"): return nil
            case 10 where Self.matches(name, "connection"): guard Self.matches(value, "keep-alive") else { return nil }
            case 13 where Self.matches(name, "if-none-match"): return nil
            case 14 where Self.matches(name, "content-length"): return nil
            case 17 where Self.matches(name, "transfer-encoding"): return nil
            default: break
            }
        }
        guard let host else { return nil }
        (path, self.host, self.cookies, self.range) = (head.uri, host, cookies, range)
    }

    private static func set(_ place: inout String?, _ value: String) -> Bool {
        guard place == nil else { return false }
        place = value
        return true
    }

    private static func isPlain(_ uri: String) -> Bool {
        uri.utf8.first == UInt8(ascii: "/")
            && uri.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "%") && $0 != UInt8(ascii: "#") }
    }

    /// Compares with a text in lower case, whatever the case of the first.
    private static func matches(_ text: String, _ lower: StaticString) -> Bool {
        guard text.utf8.count == lower.utf8CodeUnitCount else { return false }
        var place = lower.utf8Start
        for byte in text.utf8 {
            let small = (65...90).contains(byte) ? byte | 32 : byte
            guard small == place.pointee else { return false }
            place += 1
        }
        return true
    }
}
