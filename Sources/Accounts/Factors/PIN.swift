/// A short number that keeps children in their profiles. It is kept like a password (`PasswordHasher`); what makes it safe is that few tries
/// are allowed, and that is its caller's matter.
package enum PIN {
    package static let length = 4...8

    /// Whether a text can be one: ASCII digits and nothing else.
    package static func isFit(_ text: String) -> Bool {
        length.contains(text.utf8.count) && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Whether everybody tries it first: one digit again and again, or digits that count up or down.
    package static func isEasy(_ text: String) -> Bool {
        let digits = text.utf8.map(Int.init)
        let steps = Set(zip(digits, digits.dropFirst()).map { $1 - $0 })
        return steps.count <= 1 && steps.allSatisfy { (-1...1).contains($0) }
    }
}
