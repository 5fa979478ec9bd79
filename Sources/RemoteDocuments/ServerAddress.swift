import Foundation
import KinoraDocuments
import KinoraKernel

/// Where a Video API stands, and the URLs below it.
struct ServerAddress: Sendable, CustomStringConvertible {
    /// Scheme, host, port and prefix without a slash at the end; what messages may show.
    let description: String

    /// - Throws: `StoreError.unusable` for anything but a plain `http` or `https` address.
    init(_ text: String) throws {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let host = parts.host, !host.isEmpty
        else {
            throw StoreError.unusable("The address of the Video API is no http or https address. Give one like https://films.example/api.")
        }
        guard parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil else {
            throw StoreError.unusable("The address of the Video API may hold no user, password, ? or #. Give the token apart from it.")
        }
        var plain = URLComponents()
        plain.scheme = scheme
        plain.percentEncodedHost = parts.percentEncodedHost
        plain.port = parts.port
        plain.percentEncodedPath = parts.percentEncodedPath
        guard var base = plain.string else {
            throw StoreError.unusable("The address of the Video API cannot be understood. Give one like https://films.example/api.")
        }
        while base.hasSuffix("/") { base.removeLast() }
        description = base
    }

    /// - Parameters:
    ///   - path: segments below the prefix, not yet encoded.
    ///   - query: names and values, not yet encoded.
    func url(_ path: [String], _ query: [Parameter]) -> String {
        var url = description
        for segment in path { url += "/" + Self.encoded(segment) }
        if path.isEmpty { url += "/" }
        for (index, parameter) in query.enumerated() {
            url += (index == 0 ? "?" : "&") + parameter.name + "=" + Self.encoded(parameter.value)
        }
        return url
    }

    /// Percent-encoded but for what RFC 3986 calls unreserved; a segment of dots alone, which would lead upwards, is encoded too.
    static func encoded(_ text: String) -> String {
        let isDots = text == "." || text == ".."
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "."): encoded += isDots ? "%2E" : "."
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                encoded += byte < 16 ? "%0" : "%"
                encoded += String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}

/// One parameter of a query.
struct Parameter: Hashable, Sendable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Standard representation: documents as they are.
    static let standard = Parameter("rep", "s")
    /// Names are texts, also those of 24 hexadecimal digits.
    static let textName = Parameter("id_type", "STRING")

    static func mode(_ mode: String) -> Parameter { Parameter("wm", mode) }
}
