import Crypto
import KinoraAccounts
import KinoraDocuments
import KinoraKernel

/// Reads what Facebook itself sends to this house, about people who took the app away or want their data deleted: a `signed_request`
/// (developers.facebook.com, apps/delete-data).
package struct FacebookRequest: SignedRequestReader {
    /// A request that is older was caught and sent again.
    static let longestLife: Duration = .seconds(3600)
    static let skew: Duration = .seconds(60)
    static let longest = 16_384

    private let secret: PartnerKey
    private let time: any TimeSource

    package init(secret: PartnerKey, time: any TimeSource) {
        self.secret = secret
        self.time = time
    }

    package var provider: String { "facebook" }
    package var issuer: String { FacebookProvider.issuer }

    /// The signature is made over the encoded payload, and compared in constant time before anything of the payload is read.
    package func subject(of request: String) -> String? {
        guard request.utf8.count <= Self.longest else { return nil }
        let parts = request.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let signature = Base64URL.decode(parts[0]) else { return nil }
        let key = SymmetricKey(data: Array(secret.text.utf8))
        guard HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: Array(parts[1].utf8), using: key),
            let bytes = Base64URL.decode(parts[1]), let payload = ClaimSet(try? Value(json: bytes)),
            payload.text("algorithm") == "HMAC-SHA256", let issued = payload.moment("issued_at")
        else { return nil }
        let age = time.now.since(issued)
        guard age <= Self.longestLife, age >= .zero - Self.skew else { return nil }
        return payload.text("user_id")
    }
}
