import Foundation
import KinoraAccounts
import KinoraDocuments
import KinoraKernel

/// Signs people in through a provider that speaks OpenID Connect: the code flow and nothing else, with PKCE, state and nonce (OpenID Connect
/// Core 1.0 section 3.1; RFC 9700).
package struct OpenIDProvider: IdentityProvider {
    private let client: OpenIDClient
    private let wire: SignInWire
    private let papers: OpenIDPapers
    private let time: any TimeSource

    package init(_ client: OpenIDClient, limits: SignInLimits = SignInLimits(), time: any TimeSource) {
        self.client = client
        self.time = time
        wire = SignInWire(provider: client.label, reach: client.reach, limits: limits)
        papers = OpenIDPapers(issuer: client.issuer, wire: wire, time: time)
    }

    package var name: String { client.name }
    package var label: String { client.label }
    package var answersByForm: Bool { client.answersByForm }

    package func address(for attempt: ProviderAttempt, callback: String) async throws -> String {
        var query = [
            ("response_type", "code"), ("client_id", client.clientID), ("redirect_uri", callback),
            ("scope", client.scopes.joined(separator: " ")), ("state", attempt.state), ("nonce", attempt.nonce),
        ]
        if client.sendsChallenge { query += [("code_challenge", attempt.challenge), ("code_challenge_method", "S256")] }
        if client.answersByForm { query.append(("response_mode", "form_post")) }
        return SignInWire.adding(query, to: try await papers.addresses().authorization)
    }

    package func identity(from answer: ProviderAnswer, to attempt: ProviderAttempt, callback: String) async throws -> ProvidedIdentity {
        let addresses = try await papers.addresses()
        let code = try code(in: answer, addresses)
        let tokens = try await tokens(for: code, attempt, callback, addresses)
        let check = IDTokenCheck(
            provider: label, issuers: [client.issuer] + client.otherIssuers, clientID: client.clientID, algorithms: client.algorithms)
        guard let token = CompactToken(tokens.id) else { throw check.refused("the token is none") }
        let algorithm = try check.algorithm(of: token)
        guard !token.header.has("kid") || token.header.text("kid") != nil,
            let key = try await papers.key(token.header.text("kid"), for: algorithm)
        else { throw check.refused("the token names a key that the provider does not have") }
        guard await key.made(token, by: algorithm) else { throw check.refused("the token’s signature is wrong") }
        let subject = try check.subject(
            token.payload, nonce: attempt.nonce, accessToken: tokens.access, algorithm, at: time.now)
        let more = try await userinfo(tokens.access, of: subject, addresses)
        return try provided(subject, token.payload, more, answer)
    }

    /// Whether the provider's papers and keys can be had.
    package func check() async throws {
        _ = try await papers.addresses()
        _ = try await papers.key("", for: .rs256)
    }

    // MARK: - The steps

    private func code(in answer: ProviderAnswer, _ addresses: OpenIDDiscovery) throws -> String {
        if let issuer = answer.issuer {
            guard issuer.isExactly(client.issuer) else { throw refused("the answer is another issuer’s") }
        } else if addresses.namesItself {
            throw refused("the answer does not say whose it is")
        }
        if let error = answer.error { throw Self.refusal(error, label) }
        guard let code = answer.code else { throw refused("the answer holds no code") }
        return code
    }

    /// What an error in an answer means (RFC 6749 section 4.1.2.1; `user_cancelled_authorize` is Apple's).
    static func refusal(_ error: String, _ label: String) -> ProviderRefusal {
        ["access_denied", "user_cancelled_authorize"].contains(error)
            ? .declined(provider: label) : .untrusted(provider: label, reason: "the provider reports an error")
    }

    private func tokens(
        for code: String, _ attempt: ProviderAttempt, _ callback: String, _ addresses: OpenIDDiscovery
    ) async throws -> (id: String, access: String) {
        var form = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", callback)]
        if client.sendsChallenge { form.append(("code_verifier", attempt.verifier)) }
        var headers: [(String, String)] = []
        switch (client.secret, addresses.proof) {
        case (.fixed(let secret), .basic):
            let pair = "\(PartnerAddress.encode(client.clientID)):\(PartnerAddress.encode(secret.text))"
            headers.append(("Authorization", "Basic " + Data(pair.utf8).base64EncodedString()))
        case (.fixed(let secret), .form): form += [("client_id", client.clientID), ("client_secret", secret.text)]
        case (.apple(let key), _):
            form += [("client_id", client.clientID), ("client_secret", try key.secret(for: client.clientID, at: time.now))]
        case (.none, _): form.append(("client_id", client.clientID))
        }
        let reply = try await wire.post(addresses.token, form, headers: headers)
        guard reply.status == 200, let body = reply.body else { throw refused("the provider gives no tokens (\(reply.status))") }
        guard let id = body.text("id_token"), let access = body.text("access_token"), body.text("token_type")?.lowercased() == "bearer"
        else {
            throw refused("the provider gives other tokens than it should")
        }
        return (id, access)
    }

    private func userinfo(_ accessToken: String, of subject: String, _ addresses: OpenIDDiscovery) async throws -> ClaimSet {
        guard client.asksUserinfo, let address = addresses.userinfo else { return ClaimSet() }
        guard accessToken.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw refused("the access token is none") }
        let reply = try await wire.get(address, headers: [("Authorization", "Bearer \(accessToken)")])
        guard reply.status == 200, let body = reply.body else {
            throw refused("the provider tells nothing of the person (\(reply.status))")
        }
        guard body.text("sub")?.isExactly(subject) == true else { throw refused("the provider tells of another person") }
        return body
    }

    private func provided(_ subject: String, _ token: ClaimSet, _ more: ClaimSet, _ answer: ProviderAnswer) throws -> ProvidedIdentity {
        let source = token.text("email") == nil ? more : token
        let email = source.text("email")
        let claims = token.fields.merging(more.fields) { $1 }.filter { !Self.ofTheProtocol.contains($0.key) }
        let identity = ProvidedIdentity(
            issuer: client.issuer, subject: subject, email: email,
            isEmailTrusted: email.map { client.emailTrust.trusts($0, source) } ?? false,
            name: Self.name(in: token, more) ?? AppleKey.name(in: answer.user), picture: token.text("picture") ?? more.text("picture"),
            claims: .object(claims))
        guard let identity else { throw refused("the token names nobody") }
        return identity
    }

    private static func name(in token: ClaimSet, _ more: ClaimSet) -> String? {
        for name in ["name", "nickname", "preferred_username", "given_name"] {
            if let text = token.text(name) ?? more.text(name) { return text }
        }
        return nil
    }

    /// Claims about the token and not about the person.
    private static let ofTheProtocol: Set<String> = [
        "iss", "aud", "azp", "exp", "iat", "nbf", "jti", "nonce", "nonce_supported", "at_hash", "c_hash", "auth_time", "sid",
    ]

    private func refused(_ reason: String) -> ProviderRefusal { .untrusted(provider: label, reason: reason) }
}
