import Crypto
import KinoraKernel

/// What lets a member in who has lost the authenticator: ten texts, each good once.
///
/// A code has 120 random bits. That is more than the 112 from which a plain SHA-256 keeps it as safely as a slow hash would (OWASP ASVS 5,
/// 6.5.2), so that a code is looked for among ten without ten times the work of a password; and it is printed or copied, seldom typed.
package enum RecoveryCode {
    package static let count = 10
    static let bytes = 15
    static let characters = 24
    private static let group = 4
    /// Crockford's: no letter looks like a digit.
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

    /// As it is shown: six groups of four.
    static func make() -> String {
        let random = SymmetricKey(size: SymmetricKeySize(bitCount: bytes * 8)).withUnsafeBytes { Array($0) }
        let text = Array(Base32.encode(random, alphabet))
        return stride(from: 0, to: text.count, by: group).map { String(text[$0..<$0 + group]) }.joined(separator: "-")
    }

    /// What is kept of a code, and compared; nil for what cannot be one. Case, spaces and dashes do not count, nor do letters that look
    /// like digits.
    static func digest(of typed: String) -> String? {
        guard typed.utf8.count <= 200 else { return nil }
        var plain = ""
        for character in typed.lowercased() {
            switch character {
            case " ", "-", "\t", "\r", "\n": continue
            case "o": plain.append("0")
            case "i", "l": plain.append("1")
            case let one where alphabet.contains(one): plain.append(one)
            default: return nil
            }
        }
        return plain.count == characters ? RandomToken.digest(of: plain) : nil
    }
}
