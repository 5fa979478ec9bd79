import KinoraDocuments
import KinoraKernel

/// A message to one webhook: what is to be sent, and afterwards what became of it. The document's name is the message's (`webhook-id`): the
/// same message bears the same name, however often it is sent.
package struct WebhookDelivery: Record, Hashable {
    package static let schema = CollectionSchema(
        "webhook-deliveries", indexes: [.lookup("state", "nextAt"), .lookup("webhook", "happenedAt")])

    package enum State: String, Codable, Hashable, Sendable, CaseIterable {
        case waiting, delivered, givenUp
    }

    /// The webhook's name among its documents.
    package var webhook: String
    package var kind: EventKind
    package var happenedAt: Moment
    /// JSON, as it is signed and sent.
    package var body: String
    package var state: State
    /// How often somebody began to send it.
    package var attempts: Int
    /// When it is tried again. Whoever sends it sets this ahead, and so keeps others from sending it too.
    package var nextAt: Moment?
    /// The status of the last answer; nil where there was none.
    package var status: Int?
    /// Why the last attempt failed.
    package var reason: String?
    /// The same for other languages than English.
    package var explained: Explanation?
    package var deliveredAt: Moment?

    init(_ event: Event, to webhook: String, at now: Moment) {
        self.webhook = webhook
        kind = event.kind
        happenedAt = event.at
        body = event.body
        state = .waiting
        attempts = 0
        nextAt = now
    }

    mutating func say(_ trouble: CourierTrouble?) {
        explained = trouble?.reason.onOneLine()
        reason = explained?.english
    }

    mutating func end(_ state: State, _ trouble: CourierTrouble? = nil) {
        self.state = state
        say(trouble)
        nextAt = nil
    }
}
