/// What stands behind the address of a `RemoteStore`.
package enum ServerKind: String, Sendable, CaseIterable {
    /// Found out with the first call.
    case detect
    /// Kinora's own Video API.
    case kinora
    /// A RESTHeart of version 6 or later, or whatever keeps to its conventions.
    case restheart
}
