import HTTPTypes

/// The cookie that holds a session's token (RFC 6265; the prefix `__Host-` of its successor draft, section 4.1.3.2).
package struct SessionCookie: Hashable, Sendable {
    /// Whether browsers reach the house over TLS, or on their own computer, where they take it for as good. Otherwise the owner said that
    /// his network is to be trusted, and the cookie goes over it in the clear.
    package let isSecure: Bool

    package init(isSecure: Bool = true) {
        self.isSecure = isSecure
    }

    package var name: String { isSecure ? "__Host-kinora" : "kinora" }

    /// A token is so long.
    static let tokenLength = 43

    /// The `Set-Cookie` field for a token.
    /// - Parameter seconds: how long the browser keeps it.
    package func field(_ token: String, seconds: Int) -> HTTPField {
        HTTPField(name: .setCookie, value: "\(name)=\(token); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax" + secure)
    }

    /// Takes the token away again.
    package var removal: HTTPField {
        HTTPField(name: .setCookie, value: "\(name)=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax" + secure)
    }

    private var secure: String { isSecure ? "; Secure" : "" }

    /// The token of a request; nil where there is none, or two that differ.
    package func token(in fields: HTTPFields) -> String? {
        let values = CookieJar(fields)[name]
        guard let token = values.first, Set(values).count == 1, token.utf8.count == Self.tokenLength else { return nil }
        return token
    }
}
