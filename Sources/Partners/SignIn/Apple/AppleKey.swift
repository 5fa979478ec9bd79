import Crypto
import KinoraDocuments
import KinoraKernel

/// The key with which this house shows Apple who it is: Apple takes no fixed secret, but a token that is signed anew each time
/// (developer.apple.com, Creating a client secret). Printing it shows nothing.
package struct AppleKey: Sendable, CustomStringConvertible, CustomReflectable {
    static let audience = "https://appleid.apple.com"
    /// How long a signed secret is good; Apple would allow half a year.
    static let life: Duration = .seconds(300)

    private let team: String
    private let id: String
    private let key: P256.Signing.PrivateKey

    /// Nil where the key is no P-256 key in PEM, or a name is none of Apple's (ten letters and digits).
    package init?(team: String, id: String, pem: String) {
        guard Self.isName(team), Self.isName(id), let key = try? P256.Signing.PrivateKey(pemRepresentation: pem) else { return nil }
        self.team = team
        self.id = id
        self.key = key
    }

    /// A signed secret (ES256, RFC 7518 section 3.4).
    func secret(for clientID: String, at now: Moment) throws -> String {
        let issued = now.milliseconds / 1000
        let header: Value = ["alg": "ES256", "kid": .string(id), "typ": "JWT"]
        let claims: Value = [
            "iss": .string(team), "sub": .string(clientID), "aud": .string(Self.audience), "iat": .int(issued),
            "exp": .int(issued + Self.life.components.seconds),
        ]
        let signed = Base64URL.encode(header.jsonBytes) + "." + Base64URL.encode(claims.jsonBytes)
        return signed + "." + Base64URL.encode(try key.signature(for: Array(signed.utf8)).rawRepresentation)
    }

    /// The name in what Apple sends once: `{"name": {"firstName": …, "lastName": …}}`. It comes through the browser and is signed by nobody:
    /// good enough to call somebody by, and for nothing else.
    static func name(in user: String?) -> String? {
        guard let user, let name = ClaimSet(try? Value(json: user))?.object("name") else { return nil }
        let parts = [name.text("firstName"), name.text("lastName")].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private static func isName(_ text: String) -> Bool {
        text.utf8.count == 10 && text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
    }

    package var description: String { "(key)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
