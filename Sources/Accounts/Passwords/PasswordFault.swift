/// What is wrong with a password that somebody chose. The words are the page's.
package enum PasswordFault: Hashable, Sendable, CaseIterable {
    /// Fewer than `PasswordRules.leastCharacters`.
    case tooShort
    /// More than `PasswordRules.mostCharacters`.
    case tooLong
    /// Among those that are tried first.
    case common
    /// Too short without the names of the house and the person.
    case personal
}
