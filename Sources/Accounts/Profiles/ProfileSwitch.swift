import KinoraDocuments

/// Going from one viewer of an account to another. A rule without effects.
package enum ProfileSwitch {
    /// Whether the account's PIN stands in between.
    ///
    /// It does on the way from an age limit to a higher one, or to none. Where nobody was chosen yet, it is as if the youngest had been: the
    /// device may be in a child's hands.
    /// - Parameters:
    ///   - isBehindPIN: whether the account has a PIN, and nobody showed it, or who they are, of late.
    ///   - current: who watches now; nil where nobody was chosen, or is gone.
    package static func needsPIN(isBehindPIN: Bool, from current: Profile?, to target: Profile, among all: [Profile]) -> Bool {
        guard isBehindPIN else { return false }
        guard let limit = current.map(\.ageLimit) ?? all.compactMap(\.ageLimit).min() else { return false }
        guard let wanted = target.ageLimit else { return true }
        return wanted > limit
    }

    /// What the session notes of it. A child does not profit from a PIN that was shown before.
    package static func note(_ target: Stored<Profile>, in session: inout Session) {
        session.profile = target.id
        if target.value.ageLimit != nil { session.pinShownAt = nil }
    }
}
