/// Knows who a request comes from; answered by whoever keeps the sessions.
package protocol Doorkeeper: Sendable {
    /// Whoever is signed in with this token; nil where there is none, or it ended.
    /// - Parameter origin: where the request comes from, for the list of devices.
    func principal(token: String?, from origin: RequestOrigin) async throws -> Principal?
}

/// Where there are no accounts nobody is signed in.
package struct NobodyKnown: Doorkeeper {
    package init() {}

    package func principal(token: String?, from origin: RequestOrigin) async throws -> Principal? { nil }
}
