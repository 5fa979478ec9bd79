/// What of a profile's draft cannot be kept.
package enum ProfileFault: String, Hashable, Sendable, CaseIterable {
    /// Empty, or far too long.
    case name
    case picture, language, ageLimit, mobileLines
}
