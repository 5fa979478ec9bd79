import KinoraDocuments

/// What a provider answered: a status and JSON.
struct SignInReply: Sendable {
    var status: Int
    /// Nil where the body is no JSON.
    var json: Value?

    /// Nil where the body is no JSON object.
    var body: ClaimSet? { ClaimSet(json) }
}
