import HTTPTypes

/// The cookies by which the house knows a device and whoever is signed in on it (RFC 6265; the prefix `__Host-` of its successor draft,
/// section 4.1.3.2).
package struct SessionCookie: Hashable, Sendable {
    /// What a cookie is for.
    package enum Part: String, Hashable, Sendable, CaseIterable {
        /// The session's token.
        case session
        /// The token by which a device is known again.
        case device
        /// Between two steps of signing in.
        case step
        /// Between leaving for a provider and coming back.
        case provider
        /// Between asking for a passkey and showing it.
        case passkey
        /// While a television waits to be let in.
        case television
    }

    /// Whether browsers reach the house over TLS, or on their own computer, where they take it for as good. Otherwise the owner said that
    /// his network is to be trusted, and the cookie goes over it in the clear.
    package let isSecure: Bool

    package init(isSecure: Bool = true) {
        self.isSecure = isSecure
    }

    private static let longestValue = 4000

    package func name(_ part: Part) -> String {
        (isSecure ? "__Host-kinora" : "kinora") + (part == .session ? "" : "-\(part.rawValue)")
    }

    /// The `Set-Cookie` field.
    /// - Parameters:
    ///   - value: letters, digits, `-`, `_` and `.` only.
    ///   - seconds: how long the browser keeps it.
    package func field(_ part: Part, _ value: String, seconds: Int, sameSite: String = "Lax") -> HTTPField {
        let secure = isSecure ? "; Secure" : ""
        return HTTPField(
            name: .setCookie, value: "\(name(part))=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=\(sameSite)" + secure)
    }

    /// Takes a cookie away again.
    package func removal(_ part: Part) -> HTTPField { field(part, "", seconds: 0) }

    /// What a request brings; nil where there is nothing, or two values that differ.
    package func value(_ part: Part, in fields: HTTPFields) -> String? {
        let values = CookieJar(fields)[name(part)]
        guard let value = values.first, Set(values).count == 1, (1...Self.longestValue).contains(value.utf8.count) else { return nil }
        return value
    }

    /// The token of a request's session.
    package func token(in fields: HTTPFields) -> String? { value(.session, in: fields) }
}
