/// Who may use a route. Every route names one; there is no default.
package enum AccessRule: Hashable, Sendable {
    /// Whoever reaches the server: until there are accounts, that is whoever sits at this machine.
    case anyone
    /// A program that shows a token with every request. The target behind the route checks it, because what may be done depends on the
    /// token's scopes; no cookie opens such a route, so no other site's page can use what a visitor's browser holds.
    case token
}
