import KinoraAccounts

/// Where a provider's parts are (OpenID Connect Discovery 1.0 section 4).
struct OpenIDDiscovery: Hashable, Sendable {
    /// How the house shows its own secret (OpenID Connect Core 1.0 section 9).
    enum ClientProof: Hashable, Sendable { case basic, form }

    let authorization: String
    let token: String
    let keys: String
    let userinfo: String?
    let proof: ClientProof
    /// Whether its answers always say whose they are (RFC 9207).
    let namesItself: Bool

    static func address(of issuer: String) -> String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
    }

    /// - Throws: `ProviderRefusal` where it is another's, or lacks what is needed.
    init(_ body: ClaimSet?, of issuer: String, _ wire: SignInWire) throws {
        func refused(_ reason: String) -> ProviderRefusal { .misconfigured(provider: wire.provider, reason: reason) }
        guard let body else { throw refused("discovery is no JSON") }
        guard body.text("issuer")?.isExactly(issuer) == true else { throw refused("discovery names another issuer than the setting") }
        func address(_ name: String) throws -> String {
            guard let text = body.text(name) else { throw refused("discovery lacks \(name)") }
            try wire.check(text)
            return text
        }
        authorization = try address("authorization_endpoint")
        token = try address("token_endpoint")
        keys = try address("jwks_uri")
        userinfo = body.has("userinfo_endpoint") ? try address("userinfo_endpoint") : nil
        namesItself = body.isTrue("authorization_response_iss_parameter_supported")
        let proofs = body.texts("token_endpoint_auth_methods_supported") ?? ["client_secret_basic"]
        if proofs.contains("client_secret_basic") {
            proof = .basic
        } else if proofs.contains("client_secret_post") || proofs.contains("none") {
            proof = .form
        } else {
            throw refused("it wants another kind of client authentication than client_secret_basic and client_secret_post")
        }
    }
}
