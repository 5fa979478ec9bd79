import KinoraKernel

/// From which age on titles are for children: what follows from their ratings. A rule without effects.
///
/// 1. What the owner states himself (`Description.ownersAge`) counts before everything.
/// 2. Then a rating of the owner's country, if he named one.
/// 3. Then the strictest that a file beside the video says: an owner's file is believed before a provider.
/// 4. Then the strictest of all that is known.
package struct AgeRule: Hashable, Sendable {
    /// Raised when the same words mean another age than before, or `settled` makes more of a title: all are then looked at once more at the next start.
    static let version = 2

    /// The owner's country (ISO 3166-1), whose ratings go before others; nil for none.
    package let country: String?

    package init(country: String? = nil) {
        self.country = country
    }

    /// Nil where nobody rated the title, or nobody in words that are known.
    package func age(of description: Description) -> Int? {
        if let stated = description.ownersAge { return stated }
        let own = AgeReader.statements(description.certificate)
        let others = description.certificates.flatMap { AgeReader.statements($0.value, country: $0.key) }
        if let country {
            if let age = Self.strictest(own.filter { $0.country == country }) { return age }
            if let age = Self.strictest(others.filter { $0.country == country }) { return age }
        }
        if [.owner, .nfo].contains(description.origin["certificate"]), let age = Self.strictest(own) { return age }
        return Self.strictest(own + others)
    }

    private static func strictest(_ statements: [AgeStatement]) -> Int? { statements.map(\.age).max() }
}
