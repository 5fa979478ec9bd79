import KinoraKernel

/// Who may use a route. Every route names one; there is no default, and a test walks the whole table.
package enum AccessRule: Hashable, Sendable {
    /// Whoever reaches the server; no session is looked at. Behind it are the files that pages are made of, and nothing of the house's own.
    case anyone
    /// Whoever reaches the server, signed in or not: the ways in.
    case passerby
    /// Whoever is signed in, whether a viewer is chosen or not.
    case member
    /// The same, past the account's PIN where a child's profile is in use: the account's settings.
    case accountHolder
    /// The same, and the person showed again who they are within the last minutes: for what must not happen on an unwatched device.
    case freshAccountHolder
    /// Whoever is signed in and chose a viewer.
    case viewer
    /// The same, with a role that has this right.
    case right(Right)
    /// Bytes of films: the handler asks for a grant, or for the viewer's permission.
    case grant
    /// A program of somebody else's that proves itself by a signature in what it sends. The handler checks it.
    case signature
    /// A program that shows a token with every request. The target behind the route checks it, because what may be done depends on the
    /// token's scopes; no cookie opens such a route, so no other site's page can use what a visitor's browser holds.
    case token

    /// Whether the session of a request is looked up before its handler is called.
    var looksAtSession: Bool {
        switch self {
        case .anyone, .grant, .signature, .token: false
        case .passerby, .member, .accountHolder, .freshAccountHolder, .viewer, .right: true
        }
    }

    /// - Throws: `Refusal`, saying what is missing.
    func check(_ principal: Principal?) throws(Refusal) {
        guard looksAtSession, self != .passerby else { return }
        guard let principal else { throw .signIn }
        switch self {
        case .anyone, .passerby, .grant, .signature, .token, .member: return
        case .accountHolder: if principal.isBehindPIN { throw .enterPIN }
        case .freshAccountHolder:
            if principal.isBehindPIN { throw .enterPIN }
            if !principal.isFresh { throw .proveAgain }
        case .viewer: if principal.profile == nil { throw .chooseProfile }
        case .right(let right):
            guard principal.may(right) else { throw .notPermitted }
            if principal.profile == nil { throw .chooseProfile }
            // A child watches, and lets nobody in.
            if right != .watch, principal.isBehindPIN { throw .enterPIN }
            guard right.isPower else { return }
            if principal.lacksSecondFactor { throw .setUpSecondFactor }
            if !principal.hasPowers { throw .proveAgain }
        }
    }
}
