import Crypto
import KinoraAccounts
import KinoraKernel

/// What a token must say to be believed (OpenID Connect Core 1.0 section 3.1.3.7), its signature apart.
struct IDTokenCheck: Sendable {
    /// Clocks differ by so much.
    static let skew: Duration = .seconds(60)

    let provider: String
    /// The first is the one that counts; the others are spellings of it.
    let issuers: [String]
    let clientID: String
    let algorithms: Set<TokenAlgorithm>

    /// The algorithm that the token says it was signed with, if it is one of those that are taken. `jku`, `jwk`, `x5u` and `x5c`, which name
    /// other keys, are not even read; what a header calls critical is nothing that is known here (RFC 7515 section 4.1.11).
    func algorithm(of token: CompactToken) throws -> TokenAlgorithm {
        guard !token.header.has("crit") else { throw refused("the token has critical parts") }
        guard let algorithm = token.header.text("alg").flatMap(TokenAlgorithm.init), algorithms.contains(algorithm) else {
            throw refused("the token is signed in a way that is not taken")
        }
        return algorithm
    }

    /// - Parameter accessToken: what came together with the token.
    /// - Returns: the subject.
    /// - Throws: `ProviderRefusal.untrusted`.
    func subject(_ claims: ClaimSet, nonce: String, accessToken: String, _ algorithm: TokenAlgorithm, at now: Moment) throws -> String {
        guard let issuer = claims.text("iss"), issuers.contains(where: issuer.isExactly) else {
            throw refused("the token is of another issuer")
        }
        try checkAudience(claims)
        guard let expires = claims.moment("exp"), now < expires + Self.skew else { throw refused("the token is over") }
        guard let issued = claims.moment("iat"), issued <= now + Self.skew else { throw refused("the token was made in the future") }
        if claims.has("nbf") {
            guard let begins = claims.moment("nbf"), begins <= now + Self.skew else { throw refused("the token is not good yet") }
        }
        guard let told = claims.text("nonce"), told.isExactly(nonce) else { throw refused("the token belongs to another attempt") }
        if claims.has("at_hash") {
            let wanted = Base64URL.encode(algorithm.halfDigest(of: accessToken))
            guard let told = claims.text("at_hash"), told.isExactly(wanted) else {
                throw refused("the token belongs to another access token")
            }
        }
        guard let subject = claims.text("sub"), subject.utf8.count <= ProvidedIdentity.longestSubject else {
            throw refused("the token names nobody")
        }
        return subject
    }

    private func checkAudience(_ claims: ClaimSet) throws {
        guard let audience = claims.texts("aud"), audience.contains(where: clientID.isExactly) else {
            throw refused("the token is for others")
        }
        guard audience.count > 1 || claims.has("azp") else { return }
        guard claims.text("azp")?.isExactly(clientID) == true else { throw refused("the token was made for others") }
    }

    func refused(_ reason: String) -> ProviderRefusal { .untrusted(provider: provider, reason: reason) }
}
