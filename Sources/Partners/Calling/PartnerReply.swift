import KinoraDocuments

/// What a provider answered: a status and JSON.
struct PartnerReply: Sendable {
    var status: Int
    /// Nil where the body is no JSON.
    var body: Field?
}
