/// Knows the addresses that members copied for other players, and whether they may still be played; answered by whoever knows accounts and
/// permissions.
package protocol AddressKeeper: Sendable {
    /// Asked for every file, so that an address which is ended opens nothing from that moment on.
    /// - Parameter address: the house's own, not over.
    func opens(_ address: Grant) async throws -> Bool
}
