import Crypto
import Foundation

/// What a webhook's messages are signed with: the owner's program holds it too. Printing it shows nothing.
///
/// Source: Standard Webhooks 1.0.0, symmetric signatures (HMAC-SHA-256 of `id.timestamp.body`).
package struct SigningSecret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    private static let prefix = "whsec_"
    /// The standard asks for 24 to 64.
    private static let length = 32

    let bytes: [UInt8]

    /// A new one from the system's random source.
    static func make() -> SigningSecret {
        SigningSecret(bytes: SymmetricKey(size: .init(bitCount: length * 8)).withUnsafeBytes { Array($0) })
    }

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// As programs take it: `whsec_` and base64.
    package var text: String { Self.prefix + Data(bytes).base64EncodedString() }

    /// - Parameter seconds: since 1970.
    /// - Returns: what stands in the header `webhook-signature`.
    package func signature(of body: String, id: String, at seconds: Int64) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(id).\(seconds).\(body)".utf8), using: SymmetricKey(data: bytes))
        return "v1," + Data(code).base64EncodedString()
    }

    package var description: String { "(secret)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
