import Foundation

/// A mail server that takes the house's letters, as `mail-url` names it.
package struct MailServer: Hashable, Sendable {
    /// How the way to the server is made safe.
    package enum Security: Hashable, Sendable {
        /// TLS from the first byte (RFC 8314).
        case tls
        /// STARTTLS (RFC 3207), and nothing without it.
        case startTLS
        /// Not at all; only to this machine itself.
        case plainOnThisMachine
    }

    package let security: Security
    package let host: String
    package let port: Int
    package let user: String?

    /// Nil for anything but `smtps://USER@HOST:PORT`, `smtp://…` (with STARTTLS) and, to this machine itself, `smtp+plain://…`. User and
    /// port may be missing; a password may not be there.
    package init?(_ text: String) {
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty, parts.password == nil, parts.query == nil,
            parts.fragment == nil, ["", "/"].contains(parts.path)
        else { return nil }
        self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        switch parts.scheme?.lowercased() {
        case "smtps": (security, port) = (.tls, parts.port ?? 465)
        case "smtp": (security, port) = (.startTLS, parts.port ?? 587)
        case "smtp+plain" where Self.isThisMachine(self.host): (security, port) = (.plainOnThisMachine, parts.port ?? 25)
        default: return nil
        }
        user = parts.user.flatMap { $0.isEmpty ? nil : $0 }
        guard (1...65_535).contains(port), user.map({ MailLogin.isClean($0) }) ?? true else { return nil }
    }

    private static func isThisMachine(_ host: String) -> Bool {
        ["localhost", "127.0.0.1", "::1"].contains(host.lowercased())
    }
}
