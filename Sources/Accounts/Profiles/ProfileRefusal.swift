/// Why a profile was not made, changed or removed.
package enum ProfileRefusal: Error, Hashable {
    case faulty(Set<ProfileFault>)
    /// The account has as many as it may.
    case tooMany
    /// An account keeps one at least.
    case lastOne
    /// The account has no such profile; it may be another's, or gone.
    case unknown
}
