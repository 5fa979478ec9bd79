import Crypto
import KinoraAccounts
import KinoraDocuments
import KinoraKernel

/// Signs people in through Facebook (OAuth 2.0 and the Graph API; developers.facebook.com, securing-requests). The name of a person there is
/// one for this app alone, and an address that Facebook tells is never trusted.
package struct FacebookProvider: IdentityProvider {
    package static let issuer = "https://www.facebook.com"

    /// Where Facebook is.
    package struct Places: Hashable, Sendable {
        package var site = "https://www.facebook.com"
        package var graph = "https://graph.facebook.com"
        package var reach: ProviderReach = .internet

        package init() {}
    }

    private let clientID: String
    private let secret: PartnerKey
    private let version: String
    private let places: Places
    private let wire: SignInWire

    /// - Parameter version: of the Graph API, such as `v26.0`; nil for anything that is none.
    package init?(
        clientID: String, secret: PartnerKey, version: String, places: Places = Places(), limits: SignInLimits = SignInLimits()
    ) {
        guard version.wholeMatch(of: /v[0-9]{1,3}\.[0-9]{1,2}/) != nil else { return nil }
        self.clientID = clientID
        self.secret = secret
        self.version = version
        self.places = places
        wire = SignInWire(provider: "Facebook", reach: places.reach, limits: limits)
    }

    package var name: String { "facebook" }
    package var label: String { "Facebook" }

    package func address(for attempt: ProviderAttempt, callback: String) async throws -> String {
        SignInWire.adding(
            [
                ("client_id", clientID), ("redirect_uri", callback), ("response_type", "code"), ("scope", "public_profile,email"),
                ("state", attempt.state),
            ], to: "\(places.site)/\(version)/dialog/oauth")
    }

    package func identity(from answer: ProviderAnswer, to attempt: ProviderAttempt, callback: String) async throws -> ProvidedIdentity {
        if let error = answer.error { throw OpenIDProvider.refusal(error, label) }
        guard let code = answer.code else { throw refused("the answer holds no code") }
        let given = try await ask(
            "/oauth/access_token",
            [("client_id", clientID), ("redirect_uri", callback), ("client_secret", secret.text), ("code", code)])
        guard let token = given.text("access_token"), token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw refused("the provider gives no token")
        }
        let owner = try await owner(of: token)
        let person = try await ask("/me", [("fields", "id,name,email,picture.width(200)")] + proved(token))
        guard let id = person.text("id"), owner.map(id.isExactly) ?? true else { throw refused("the provider tells of another person") }
        let identity = ProvidedIdentity(
            issuer: Self.issuer, subject: id, email: person.text("email"), name: person.text("name"),
            picture: person.object("picture")?.object("data")?.text("url"), claims: person.value)
        guard let identity else { throw refused("the answer names nobody") }
        return identity
    }

    /// Whether Facebook knows this house by its secret.
    package func check() async throws {
        _ = try await ask("/app", [("fields", "id")] + proved(ownToken))
    }

    // MARK: - The steps

    /// A token may have been made for somebody else's app: only Facebook can tell (debug_token).
    /// - Returns: whose token it is, where Facebook says so.
    private func owner(of token: String) async throws -> String? {
        guard let told = try await ask("/debug_token", [("input_token", token)] + proved(ownToken)).object("data"),
            told.text("app_id")?.isExactly(clientID) == true, told.isTrue("is_valid")
        else { throw refused("the token was made for another app") }
        return told.text("user_id")
    }

    private var ownToken: String { "\(clientID)|\(secret.text)" }

    /// A token with the proof that whoever shows it also holds the secret.
    private func proved(_ token: String) -> [(String, String)] {
        [("access_token", token), ("appsecret_proof", Self.proof(of: token, secret))]
    }

    /// HMAC-SHA-256 of the token, keyed with the app's secret, in hexadecimal.
    static func proof(of token: String, _ secret: PartnerKey) -> String {
        let key = SymmetricKey(data: Array(secret.text.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Array(token.utf8), using: key)
        return code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private func ask(_ path: String, _ query: [(String, String)]) async throws -> ClaimSet {
        let reply = try await wire.get("\(places.graph)/\(version)\(path)", query)
        guard reply.status == 200, let body = reply.body, !body.has("error") else {
            throw refused("the provider answers with an error (\(reply.status))")
        }
        return body
    }

    private func refused(_ reason: String) -> ProviderRefusal { .untrusted(provider: label, reason: reason) }
}
