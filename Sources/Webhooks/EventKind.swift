/// What a house tells the owner's programs of. The names stand in messages, and never change.
package enum EventKind: String, Codable, Hashable, Sendable, CaseIterable {
    /// A film, an episode or its series can be found and played for the first time.
    case titlePublished = "title.published"
    /// A file could not be prepared.
    case jobFailed = "job.failed"
    /// Somebody became a member.
    case memberJoined = "member.joined"
    /// Money came.
    case paymentReceived = "payment.received"
    /// Money went back.
    case paymentRefunded = "payment.refunded"
    /// Nothing happened; the owner wants to see whether messages arrive. Sent to whom it is meant for, whatever that one wants to hear of.
    case test

    /// What somebody can want to hear of.
    package static let choices = allCases.filter { $0 != .test }
}
