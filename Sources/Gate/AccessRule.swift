import KinoraKernel

/// Who may use a route. Every route names one; there is no default, and a test walks the whole table.
package enum AccessRule: Hashable, Sendable {
    /// Whoever reaches the server. Behind it are the ways in and the files that pages are made of, and nothing of the house's own.
    case anyone
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
    /// A program that shows a token with every request. The target behind the route checks it, because what may be done depends on the
    /// token's scopes; no cookie opens such a route, so no other site's page can use what a visitor's browser holds.
    case token
}
