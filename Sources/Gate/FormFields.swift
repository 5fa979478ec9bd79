/// The fields of a query or of a form (`application/x-www-form-urlencoded`, WHATWG URL 5.1): hostile text, bounded in number.
package struct FormFields: Sendable {
    /// Fields beyond these are not looked at.
    static let mostFields = 50

    private var values: [String: String] = [:]

    /// What cannot be decoded stands as it came. Of several fields of one name the first counts.
    package init(_ text: String?) {
        for pair in (text ?? "").split(separator: "&").prefix(Self.mostFields) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.decode(parts[0])
            if values[name] == nil { values[name] = parts.count > 1 ? Self.decode(parts[1]) : "" }
        }
    }

    /// The fields of a form that changes something, read without mercy.
    /// - Throws: `Refusal.badRequest` where a field comes twice, there are too many, or something is no text.
    package init(strict text: String?) throws(Refusal) {
        let pairs = (text ?? "").split(separator: "&")
        guard pairs.count <= Self.mostFields else { throw .badRequest }
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.strictly(parts[0]), let value = parts.count > 1 ? Self.strictly(parts[1]) : "", values[name] == nil else {
                throw .badRequest
            }
            values[name] = value
        }
    }

    /// Nil where an escape is none, the bytes are no UTF-8, or a NUL stands in it, which no person types.
    private static func strictly(_ text: Substring) -> String? {
        guard text.utf8.count(where: { $0 == UInt8(ascii: "%") }) == text.matches(of: /%[0-9A-Fa-f]{2}/).count else { return nil }
        guard let decoded = String(validating: bytes(text), as: UTF8.self), !decoded.utf8.contains(0) else { return nil }
        return decoded
    }

    /// The value of a field, or nil where it is missing or empty.
    package subscript(name: String) -> String? {
        values[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func decode(_ text: Substring) -> String { String(decoding: bytes(text), as: UTF8.self) }

    private static func bytes(_ text: Substring) -> [UInt8] {
        let bytes = Array(text.utf8)
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = digit(bytes[index + 1]),
                let low = digit(bytes[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(bytes[index] == UInt8(ascii: "+") ? UInt8(ascii: " ") : bytes[index])
                index += 1
            }
        }
        return decoded
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
