import KinoraDocuments

/// For whom titles are looked up: grown-ups see everything, children what is for their age.
package struct Audience: Hashable, Sendable {
    /// The viewer's age; nil for grown-ups.
    package let ageLimit: Int?
    /// Whether children see what nobody rated.
    package let seesUnrated: Bool

    /// - Parameter seesUnrated: the owner's wish; does not matter for grown-ups.
    package init(ageLimit: Int?, seesUnrated: Bool = false) {
        self.ageLimit = ageLimit
        self.seesUnrated = ageLimit == nil || seesUnrated
    }

    package static let grownUps = Audience(ageLimit: nil)

    package var isLimited: Bool { ageLimit != nil }

    /// Whether a film or an episode is there for this audience.
    /// - Parameter minimumAge: nil where nobody rated it.
    package func sees(_ minimumAge: Int?) -> Bool {
        guard let ageLimit else { return true }
        return minimumAge.map { $0 <= ageLimit } ?? seesUnrated
    }
}
