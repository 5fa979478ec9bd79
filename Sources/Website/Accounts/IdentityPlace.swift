import KinoraGate

/// The addresses of signing in through others, as values.
package enum IdentityPlace: Hashable, Sendable {
    case begin(String, next: LocalPath?, invitation: String?)
    case identities
    case link(String)
    case unlink(String)
    case deletion(code: String)

    /// How a route spells the address.
    enum Pattern: String, CaseIterable {
        case begin = "/login/with/{provider}"
        case callback = "/login/callback/{provider}"
        /// A form from Apple's own page comes back here: the state and the cookie of the attempt prove whose it is.
        case formCallback = "/login/callback/apple"
        case deauthorize = "/login/facebook/deauthorize"
        case deletion = "/login/facebook/deletion"
        case deletionStatus = "/login/facebook/deletion/{code}"
        case identities = "/account/identities"
        case link = "/account/identities/with/{provider}"
        case unlink = "/account/identities/{identity}/unlink"
    }

    /// Path and query, ready for an `href`.
    package var address: String {
        switch self {
        case .begin(let name, _, let invitation?): "/login/with/\(name)?invitation=\(invitation)"
        case .begin(let name, let next, nil): "/login/with/\(name)" + AccountPlace.query(next)
        case .identities: Pattern.identities.rawValue
        case .link(let name): "/account/identities/with/\(name)"
        case .unlink(let id): "/account/identities/\(id)/unlink"
        case .deletion(let code): "/login/facebook/deletion/\(code)"
        }
    }
}
