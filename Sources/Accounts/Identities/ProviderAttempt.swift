import Crypto
import KinoraDocuments
import KinoraKernel

/// Somebody left for a provider and is expected back. The document is named by the digest of `state`.
package struct ProviderAttempt: Record, Hashable, CustomStringConvertible {
    package static let schema = CollectionSchema("provider-attempts", indexes: [.lookup("expiresAt")])

    /// What the person wants.
    package enum Purpose: String, Codable, Hashable, Sendable, CaseIterable {
        case signIn
        /// Adding the identity to the account that is signed in.
        case link
    }

    /// For so long somebody may be away.
    package static let life: Duration = .seconds(600)

    /// The provider's name in addresses.
    package var provider: String
    package var purpose: Purpose
    /// The session that asked for a link.
    package var session: String?
    /// The code of the invitation that the person came by.
    package var invitation: String?
    /// Where to go afterwards: a path of our own.
    package var next: String?
    /// What the provider must repeat inside its token (OpenID Connect Core 1.0 section 3.1.2.1).
    package var nonce: String
    /// Proves to the provider that whoever fetches the tokens also began (RFC 7636): 43 characters.
    package var verifier: String
    /// The digest of what the browser's cookie holds.
    package var browser: String
    package var expiresAt: Moment
    /// Which attempt this is, in the browser's address; kept as the document's name, and so never inside the document.
    package var state = ""

    private enum CodingKeys: String, CodingKey {
        case provider, purpose, session, invitation, next, nonce, verifier, browser, expiresAt
    }

    /// Everything random is fresh: 256 bits each.
    package init(_ purpose: Purpose, with provider: String, browser: String, at now: Moment) {
        self.provider = provider
        self.purpose = purpose
        self.browser = RandomToken.digest(of: browser)
        state = RandomToken.make()
        nonce = RandomToken.make()
        verifier = RandomToken.make()
        expiresAt = now + Self.life
    }

    /// The verifier's digest for the address, method S256 (RFC 7636 section 4.2).
    package var challenge: String { Base64URL.encode(SHA256.hash(data: Array(verifier.utf8))) }

    /// Shows nothing: everything in it is a secret.
    package var description: String { "(attempt)" }
}
