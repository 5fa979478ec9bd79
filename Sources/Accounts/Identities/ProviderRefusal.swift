import KinoraKernel

/// Why a provider does not vouch for somebody. The sentences are ours: a provider's own words, which whoever writes the address chooses,
/// are never shown.
package enum ProviderRefusal: Complaint, Hashable {
    /// The person said no at the provider.
    case declined(provider: String)
    /// The attempt is over, was answered already, or was begun in another browser.
    case stale
    /// The provider does not answer, or not in time.
    case away(provider: String, reason: String)
    /// The provider's answer does not prove what it must. The reason is for the owner's log, and holds nothing of the answer.
    case untrusted(provider: String, reason: String)
    /// Provider and house are not set up for each other.
    case misconfigured(provider: String, reason: String)

    package var sentence: String {
        switch self {
        case .declined(let provider): "You did not allow \(provider) to tell us who you are. Try again, or sign in in another way."
        case .stale: "This sign-in took too long, or was begun in another browser. Begin it again from the sign-in page."
        case .away(let provider, _): "\(provider) does not answer at present. Try again later, or sign in in another way."
        case .untrusted(let provider, _):
            "\(provider)’s answer could not be believed. Try again; if it happens again, tell the owner of this house."
        case .misconfigured(let provider, _): "Signing in with \(provider) is not set up rightly. Tell the owner of this house."
        }
    }

    /// For the log: what happened, in words of ours alone.
    package var reason: String {
        switch self {
        case .declined: "the person said no"
        case .stale: "the attempt is over or another browser's"
        case .away(_, let reason), .untrusted(_, let reason), .misconfigured(_, let reason): reason
        }
    }
}
