/// Secrets that are handed out once and recognised by their digest: 256 random bits in base64url (RFC 4648 section 5), 43 characters.
package enum RandomToken {
    package static let length = 43

    package static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<4).flatMap { _ in withUnsafeBytes(of: generator.next() as UInt64) { Array($0) } }
        return Base64URL.encode(bytes)
    }

    /// The name under which a token is kept. Finding it by its digest takes the same time for every wrong guess: how much of a guess is
    /// right does not show in how much of its digest is.
    package static func digest(of token: String) -> String { Digest(of: Array(token.utf8)).hex }
}
