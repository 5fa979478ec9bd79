import KinoraKernel

/// Carries a message to an address of the owner's.
package protocol Courier: Sendable {
    /// How long one attempt takes at most.
    var patience: Duration { get }

    /// Whether messages can be carried there at all, as far as can be told without asking anybody.
    /// - Throws: `WebhookComplaint.badAddress`.
    func check(_ address: String) throws

    /// - Throws: `CourierTrouble`, `CancellationError`.
    func carry(_ message: SignedMessage, to address: String) async throws
}

/// A message with all that its receiver needs to believe it (Standard Webhooks 1.0.0).
package struct SignedMessage: Sendable {
    /// `webhook-id`
    package var id: String
    /// `webhook-timestamp`: seconds since 1970.
    package var timestamp: Int64
    /// `webhook-signature`
    package var signature: String
    /// JSON.
    package var body: String

    package init(id: String, timestamp: Int64, signature: String, body: String) {
        self.id = id
        self.timestamp = timestamp
        self.signature = signature
        self.body = body
    }
}

/// Why a message did not arrive.
package struct CourierTrouble: Error, Hashable {
    /// What stood in the answer; nil where there was none.
    package var status: Int?
    /// One sentence, without the address.
    package var reason: Explanation

    package init(status: Int?, reason: Explanation) {
        self.status = status
        self.reason = reason
    }

    /// The receiver wants no more of it (RFC 9110, 410).
    var isGone: Bool { status == 410 }
}
