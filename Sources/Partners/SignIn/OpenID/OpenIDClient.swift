import KinoraKernel

/// How this house is known to a provider that speaks OpenID Connect, and how far it believes it.
package struct OpenIDClient: Sendable {
    /// How the house shows that it is itself.
    package enum Secret: Sendable {
        /// It cannot; PKCE alone has to do.
        case none
        case fixed(PartnerKey)
        case apple(AppleKey)
    }

    package var name: String
    package var label: String
    package var issuer: String
    /// Other spellings of the issuer inside tokens.
    package var otherIssuers: [String] = []
    package var clientID: String
    package var secret: Secret
    package var scopes = ["openid", "email", "profile"]
    package var algorithms: Set<TokenAlgorithm> = [.rs256, .es256]
    package var emailTrust: EmailTrust = .never
    /// Whether the proof key is sent (RFC 7636).
    package var sendsChallenge = true
    package var asksUserinfo = true
    /// Whether the answer comes as a form.
    package var answersByForm = false
    package var reach: ProviderReach = .internet

    package init(name: String, label: String, issuer: String, clientID: String, secret: Secret) {
        self.name = name
        self.label = label
        self.issuer = issuer
        self.clientID = clientID
        self.secret = secret
    }

    /// Whether the issuer is an address that is asked at all.
    package var canBeAsked: Bool {
        !issuer.contains("?") && (try? SignInWire(provider: label, reach: reach, limits: SignInLimits()).check(issuer)) != nil
    }

    package static func google(clientID: String, secret: PartnerKey) -> OpenIDClient {
        var client = OpenIDClient(
            name: "google", label: "Google", issuer: "https://accounts.google.com", clientID: clientID, secret: .fixed(secret))
        client.otherIssuers = ["accounts.google.com"]
        client.algorithms = [.rs256]
        client.emailTrust = .google
        client.asksUserinfo = false
        return client
    }

    /// Apple tells the name and the address only to those who take the answer as a form.
    package static func apple(clientID: String, key: AppleKey) -> OpenIDClient {
        var client = OpenIDClient(name: "apple", label: "Apple", issuer: AppleKey.audience, clientID: clientID, secret: .apple(key))
        client.scopes = ["openid", "name", "email"]
        client.algorithms = [.rs256]
        client.emailTrust = .apple
        client.sendsChallenge = false
        client.asksUserinfo = false
        client.answersByForm = true
        return client
    }
}
