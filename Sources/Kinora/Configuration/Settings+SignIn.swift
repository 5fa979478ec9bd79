import KinoraAccounts
import KinoraKernel
import KinoraPartners

extension Settings {
    /// `google-…`, `apple-…`, `facebook-…`, `github-…` and `oidc-…`: whom people may sign in with.
    struct SignIn: Sendable {
        /// In the order in which they are offered.
        var providers: [SignInProvider] = []

        func providers(_ time: any TimeSource) -> [any IdentityProvider] { providers.map { $0.provider(time) } }

        /// Who reads what providers themselves send: Facebook's two callbacks.
        func requestReaders(_ time: any TimeSource) -> [any SignedRequestReader] {
            providers.compactMap { provider in
                guard case .facebook(_, let secret) = provider else { return nil }
                return FacebookRequest(secret: secret, time: time)
            }
        }
    }

    enum SignInProvider: Sendable {
        case openID(OpenIDClient)
        case gitHub(clientID: String, PartnerKey)
        case facebook(FacebookProvider, PartnerKey)

        func provider(_ time: any TimeSource) -> any IdentityProvider {
            switch self {
            case .openID(let client): OpenIDProvider(client, time: time)
            case .gitHub(let clientID, let secret): GitHubProvider(clientID: clientID, secret: secret)
            case .facebook(let provider, _): provider
            }
        }
    }

    static let signInKeys = [
        "google-client-id", "google-client-secret", "google-client-secret-file", "github-client-id", "github-client-secret",
        "github-client-secret-file", "facebook-client-id", "facebook-client-secret", "facebook-client-secret-file",
        "facebook-graph-version",
        "apple-client-id", "apple-team-id", "apple-key-id", "apple-key-file", "oidc-name", "oidc-issuer", "oidc-client-id",
        "oidc-client-secret", "oidc-client-secret-file", "oidc-email-trusted", "oidc-algorithms", "oidc-private-network",
    ]
}
