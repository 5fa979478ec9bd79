import KinoraDocuments

/// What became of somebody's wish to come in.
package enum SignInOutcome: Sendable {
    /// In. What the device's cookies must hold.
    case signedIn(Arrival)
    /// The password was right; a code of the second factor is asked for. What the next step must show again.
    case needsSecondFactor(step: String)
    /// Everything was right, and the account is about to be erased: the member is asked whether to keep it. What the answer must show again.
    case leaving(step: String)
    /// Wrong; what exactly is nobody's business.
    case refused
    /// Right, but not let in.
    case notAdmitted(NotAdmitted)
}

/// Somebody who is in.
package struct Arrival: Sendable {
    package var member: Stored<Member>
    /// For the session's cookie.
    package var token: String
    /// For the cookie by which the device is known again.
    package var device: String
    /// Whether the member took back the wish to leave by coming in.
    package var hasComeBack: Bool
}

/// Why somebody who proved who they are is not let in.
package enum NotAdmitted: Hashable, Sendable {
    /// The address must be confirmed first.
    case unconfirmed
    /// Somebody who looks after the house must say yes first.
    case waiting
    /// The door was closed to this member.
    case disabled
}
