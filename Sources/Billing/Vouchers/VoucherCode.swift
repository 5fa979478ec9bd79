import KinoraKernel

/// A code that somebody types: a gift's, a coupon's, a critic's.
package enum VoucherCode {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    /// Characters of a code that was made: 100 random bits, so that no number of servers guesses one.
    static let length = 20
    private static let group = 5
    /// Characters of what somebody types; longer texts are no codes.
    static let longest = 60

    /// A new code, as people read it: `7QK2M-…`, four times five of Crockford's base 32.
    package static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        let characters = (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
        return stride(from: 0, to: length, by: group).map { String(characters[$0..<min($0 + group, length)]) }.joined(separator: "-")
    }

    /// What a code is known by: people write small letters, spaces, O for 0 and I for 1. Nil for what is no code.
    static func plain(_ typed: String) -> String? {
        guard typed.utf8.count <= longest else { return nil }
        var plain = ""
        for character in typed.uppercased() where character != "-" && character != " " {
            guard character.isASCII, character.isLetter || character.isNumber else { return nil }
            switch character {
            case "O": plain.append("0")
            case "I", "L": plain.append("1")
            default: plain.append(character)
            }
        }
        return plain.count >= 4 ? plain : nil
    }

    /// The name under which a code is kept; the code itself is kept nowhere.
    static func name(of typed: String) -> String? { plain(typed).map { Digest(of: Array($0.utf8)).hex } }
}
