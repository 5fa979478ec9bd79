import HTTPTypes
import Hummingbird

/// Sets, on every answer, what a browser may do with it.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = Visitor

    private let fields: HTTPFields

    /// - Parameter isOverTLS: whether visitors reach the server by https; only then may it be demanded of them.
    init(isOverTLS: Bool) {
        var fields: HTTPFields = [:]
        fields[.contentSecurityPolicy] = Self.contentPolicy(isOverTLS: isOverTLS)
        fields[.xContentTypeOptions] = "nosniff"
        // For browsers of televisions that are too old for frame-ancestors (RFC 7034).
        fields[.xFrameOptions] = "DENY"
        fields[.referrerPolicy] = "same-origin"
        fields[.crossOriginOpenerPolicy] = "same-origin"
        fields[.crossOriginResourcePolicy] = "same-origin"
        fields[.permissionsPolicy] = Self.permissions
        if isOverTLS { fields[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
        self.fields = fields
    }

    /// The same for an answer that is written without the router: `Name: value` and CR LF for each.
    /// - Parameter isSecretAddress: whether no other server may hear where the answer came from.
    func lines(isSecretAddress: Bool) -> String {
        var fields = fields
        if isSecretAddress { fields[.referrerPolicy] = "no-referrer" }
        return fields.map { "\($0.name): \($0.value)\r\n" }.joined()
    }

    func handle(_ request: Request, context: Visitor, next: (Request, Visitor) async throws -> Response) async throws -> Response {
        var response = try await next(request, context)
        for field in fields where !(field.name == .referrerPolicy && response.headers[.referrerPolicy] == "no-referrer") {
            response.headers[field.name] = field.value
        }
        return response
    }

    private static func contentPolicy(isOverTLS: Bool) -> String {
        var directives = [
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'", "connect-src 'self'",
            "media-src 'self' blob:", "manifest-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
            "object-src 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
        ]
        if isOverTLS { directives.append("upgrade-insecure-requests") }
        return directives.joined(separator: "; ")
    }

    private static let permissions = [
        "camera=()", "microphone=()", "geolocation=()", "fullscreen=(self)", "autoplay=(self)", "picture-in-picture=(self)",
        "publickey-credentials-get=(self)", "publickey-credentials-create=(self)",
    ].joined(separator: ", ")
}

extension HTTPField.Name {
    static let contentSecurityPolicy = HTTPField.Name("Content-Security-Policy")!
    static let xContentTypeOptions = HTTPField.Name("X-Content-Type-Options")!
    static let xFrameOptions = HTTPField.Name("X-Frame-Options")!
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    static let crossOriginOpenerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy")!
    static let crossOriginResourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy")!
    static let permissionsPolicy = HTTPField.Name("Permissions-Policy")!
    static let strictTransportSecurity = HTTPField.Name("Strict-Transport-Security")!
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
