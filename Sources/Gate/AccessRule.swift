/// Who may use a route. Every route names one; there is no default.
package enum AccessRule: Hashable, Sendable {
    /// Whoever reaches the server: until there are accounts, that is whoever sits at this machine.
    case anyone
}
