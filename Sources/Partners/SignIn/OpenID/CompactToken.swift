import KinoraDocuments
import KinoraKernel

/// A signed token in three parts (JWS Compact Serialization, RFC 7515 section 7.1), taken apart and not believed yet.
struct CompactToken: Sendable {
    static let longest = 65_536

    let header: ClaimSet
    let payload: ClaimSet
    /// What the signature is made over.
    let signed: [UInt8]
    let signature: [UInt8]

    /// Nil for anything else, and for what hides something: padding, stray bits, a claim that stands twice.
    init?(_ text: String) {
        guard text.utf8.count <= Self.longest else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let head = Self.object(parts[0]), let body = Self.object(parts[1]),
            let signature = Base64URL.decode(parts[2])
        else { return nil }
        header = head
        payload = body
        signed = Array("\(parts[0]).\(parts[1])".utf8)
        self.signature = signature
    }

    private static func object(_ part: Substring) -> ClaimSet? {
        guard let bytes = Base64URL.decode(part) else { return nil }
        return ClaimSet(try? Value(json: bytes))
    }
}
