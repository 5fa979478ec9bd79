import Foundation
import KinoraDocuments
import KinoraKernel

/// A program's right to use the API. The secret itself is kept nowhere; the document is named by its digest.
package struct Token: Record, Hashable {
    package static let schema = CollectionSchema("tokens", indexes: [.unique("name")])

    /// What the owner calls it, so that he knows which one to revoke.
    package var name: String
    package var scopes: [Scope]
    /// The first characters of the secret, by which it is recognised.
    package var prefix: String
    package var lastUsedAt: Moment?
    package var expiresAt: Moment?
}

/// The secret of a token: `kinora_` and 256 random bits as 64 hexadecimal digits. Shown once.
package struct TokenSecret: Hashable, Sendable {
    static let beginning = "kinora_"
    private static let digits = 64
    private static let shownDigits = 6

    package let text: String

    static func make() -> TokenSecret {
        var generator = SystemRandomNumberGenerator()
        let digits = (0..<4).map { _ -> String in
            let hex = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - hex.count) + hex
        }
        return TokenSecret(text: beginning + digits.joined())
    }

    /// The name under which the token is kept.
    static func digest(of text: String) -> String { RandomToken.digest(of: text) }

    var prefix: String { String(text.prefix(Self.beginning.count + Self.shownDigits)) }

    /// Whether a text holds something that looks like a secret; an address must not.
    static func stands(in text: String) -> Bool {
        var rest = text[...]
        while let found = rest.range(of: beginning) {
            let digits = rest[found.upperBound...].prefix { $0.isASCII && $0.isHexDigit }
            if digits.count >= Self.digits { return true }
            rest = rest[found.upperBound...]
        }
        return false
    }
}
