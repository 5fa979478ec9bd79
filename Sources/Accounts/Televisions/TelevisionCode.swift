/// What a television shows and a member types: eight letters in two groups (RFC 8628 section 6.1), 34 random bits.
///
/// The alphabet has no vowels, so that no words come out, and of letters that look alike it has one: what is typed instead is understood.
package struct TelevisionCode: Hashable, Sendable {
    static let alphabet = Array("BCDFGHJKLMNPRSTVWXZ")
    static let length = 8
    /// What people read and type instead.
    private static let lookAlikes: [Character: Character] = [
        "0": "D", "O": "D", "Q": "D", "1": "L", "I": "L", "|": "L", "2": "Z", "5": "S", "6": "G", "8": "B", "U": "V",
    ]
    /// More is no code that somebody typed.
    private static let longestInput = 60

    /// The letters alone.
    package let letters: String

    static func make() -> TelevisionCode {
        var generator = SystemRandomNumberGenerator()
        return TelevisionCode(letters: String((0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }))
    }

    private init(letters: String) { self.letters = letters }

    /// What somebody typed: small letters, blanks, dashes and look-alikes are forgiven. Nil where no code can be meant.
    package init?(_ typed: String) {
        guard typed.utf8.count <= Self.longestInput else { return nil }
        var letters = ""
        for character in typed.uppercased() where !character.isWhitespace && !"-–—‐‑_.".contains(character) {
            let letter = Self.lookAlikes[character] ?? character
            guard Self.alphabet.contains(letter) else { return nil }
            letters.append(letter)
        }
        guard letters.count == Self.length else { return nil }
        self.letters = letters
    }

    /// As it is shown: `BCDF-GHJK`.
    package var text: String { letters.prefix(Self.length / 2) + "-" + letters.suffix(Self.length / 2) }
}
