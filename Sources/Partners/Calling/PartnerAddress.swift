import Foundation
import KinoraKernel

/// Where a provider is asked: `https://api.themoviedb.org/3`.
package struct PartnerAddress: Hashable, Sendable {
    let base: String
    package let host: String
    let isSecure: Bool

    /// Nil for anything but an `http` or `https` address of a server and a path, without user, password, query and fragment.
    package init?(_ text: String) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil
        else { return nil }
        self.host = host.lowercased()
        isSecure = scheme == "https"
        base = text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// Everything but unreserved characters is percent-encoded (RFC 3986, section 2.3).
    func url(_ path: String, _ query: [(String, String)]) -> String {
        let fields = query.map { "\(Self.encode($0))=\(Self.encode($1))" }.joined(separator: "&")
        return base + path + (fields.isEmpty ? "" : "?" + fields)
    }

    static func encode(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? "" }

    private static let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
