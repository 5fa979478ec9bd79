import KinoraAccounts
import KinoraDocuments
import KinoraKernel

/// Signs people in through GitHub (OAuth 2.0 with PKCE; docs.github.com, Authorizing OAuth apps). It has no tokens of identity: who somebody
/// is, is asked for with the access token, which is good for nothing else and is thrown away.
package struct GitHubProvider: IdentityProvider {
    /// Where GitHub is; a firm may have one of its own.
    package struct Places: Hashable, Sendable {
        package var site = "https://github.com"
        package var api = "https://api.github.com"
        package var reach: ProviderReach = .internet

        package init() {}
    }

    private let clientID: String
    private let secret: PartnerKey
    private let places: Places
    private let wire: SignInWire

    package init(clientID: String, secret: PartnerKey, places: Places = Places(), limits: SignInLimits = SignInLimits()) {
        self.clientID = clientID
        self.secret = secret
        self.places = places
        wire = SignInWire(provider: "GitHub", reach: places.reach, limits: limits)
    }

    package var name: String { "github" }
    package var label: String { "GitHub" }

    package func address(for attempt: ProviderAttempt, callback: String) async throws -> String {
        SignInWire.adding(
            [
                ("client_id", clientID), ("redirect_uri", callback), ("scope", "user:email"), ("state", attempt.state),
                ("code_challenge", attempt.challenge), ("code_challenge_method", "S256"),
            ], to: places.site + "/login/oauth/authorize")
    }

    package func identity(from answer: ProviderAnswer, to attempt: ProviderAttempt, callback: String) async throws -> ProvidedIdentity {
        if let error = answer.error { throw OpenIDProvider.refusal(error, label) }
        guard let code = answer.code else { throw refused("the answer holds no code") }
        let token = try await token(for: code, attempt, callback)
        guard let person = ClaimSet(try await ask("/user", token)), let id = person.whole("id"), id > 0 else {
            throw refused("the answer names nobody")
        }
        let email = try await address(token)
        let identity = ProvidedIdentity(
            issuer: places.site, subject: String(id), email: email, isEmailTrusted: email != nil,
            name: person.text("name") ?? person.text("login"), picture: person.text("avatar_url"), claims: person.value)
        guard let identity else { throw refused("the answer names nobody") }
        return identity
    }

    /// Nothing can be asked without somebody who signs in; that its programs answer at all is something.
    package func check() async throws {
        let reply = try await wire.get(places.api + "/meta")
        guard reply.status < 500 else { throw ProviderRefusal.away(provider: label, reason: "it answers \(reply.status)") }
    }

    /// Errors come with status 200 as well.
    private func token(for code: String, _ attempt: ProviderAttempt, _ callback: String) async throws -> String {
        let reply = try await wire.post(
            places.site + "/login/oauth/access_token",
            [
                ("client_id", clientID), ("client_secret", secret.text), ("code", code), ("redirect_uri", callback),
                ("code_verifier", attempt.verifier),
            ])
        guard reply.status == 200, let body = reply.body, !body.has("error"), let token = body.text("access_token"),
            body.text("token_type")?.lowercased() == "bearer", token.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw refused("the provider gives no token (\(reply.status))") }
        return token
    }

    /// The address that is the person's first and was checked.
    private func address(_ token: String) async throws -> String? {
        guard case .array(let entries) = try await ask("/user/emails", token) else { return nil }
        let first = entries.prefix(ClaimSet.mostTexts).compactMap { ClaimSet($0) }.first { $0.isTrue("primary") && $0.isTrue("verified") }
        return first?.text("email")
    }

    private func ask(_ path: String, _ token: String) async throws -> Value {
        let reply = try await wire.get(
            places.api + path,
            headers: [
                ("Authorization", "Bearer \(token)"), ("Accept", "application/vnd.github+json"), ("X-GitHub-Api-Version", "2022-11-28"),
            ])
        guard reply.status == 200, let answer = reply.json else {
            throw refused("the provider tells nothing of the person (\(reply.status))")
        }
        return answer
    }

    private func refused(_ reason: String) -> ProviderRefusal { .untrusted(provider: label, reason: reason) }
}
