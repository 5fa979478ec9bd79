import HTTPTypes

/// The cookies of a request (RFC 6265 section 4.2): hostile text, bounded in number.
package struct CookieJar: Sendable {
    private static let mostCookies = 60

    private var values: [String: [String]] = [:]

    package init(_ fields: HTTPFields) {
        let pairs = fields[values: .cookie].flatMap { $0.split(separator: ";") }.prefix(Self.mostCookies)
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            let name = parts[0].drop { $0 == " " }
            values[String(name), default: []].append(String(parts[1]))
        }
    }

    /// Every value under a name, in the order in which they came.
    package subscript(name: String) -> [String] { values[name] ?? [] }
}
