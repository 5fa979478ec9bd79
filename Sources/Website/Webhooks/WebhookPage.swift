import KinoraDocuments
import KinoraKernel
import KinoraWebhooks

/// One address: how it fares, what was sent there lately, and what can be done with it.
struct WebhookPage: Sendable {
    struct Line: Sendable {
        var kind: String
        var moment: String
        var state: String
        var reason: String?
        var again: String?
    }

    var label: String
    var state: String
    var kinds: String
    var lines: [Line]
    var isQuiet: Bool
    var news: String?
    var faults: [String]
    var test: String
    /// Turns it on or off, whichever it is not.
    var turn: String
    var isOn: Bool
    var remove: String
    var back = WebhookPlace.all.address

    init(_ webhook: Stored<Webhook>, _ deliveries: [Stored<WebhookDelivery>], news: String?, faults: [String], _ words: Words) {
        let id = WebhookID(webhook.id)
        label = webhook.value.endpoint
        state = words.state(webhook.value)
        kinds = webhook.value.kinds.map(words.kind).joined(separator: " · ")
        lines = deliveries.map { delivery in
            Line(
                kind: words.kind(delivery.value.kind), moment: words.timestamp(delivery.value.happenedAt),
                state: words.state(delivery.value), reason: words.said(delivery.value.reason, delivery.value.explained.map { [$0] }),
                again: delivery.value.state == .givenUp && delivery.value.kind != .test
                    ? WebhookPlace.again(id, delivery: delivery.id).address : nil)
        }
        isQuiet = deliveries.isEmpty
        self.news = news
        self.faults = faults
        test = WebhookPlace.action(id, .test).address
        isOn = webhook.value.isOn
        turn = WebhookPlace.action(id, webhook.value.isOn ? .off : .on).address
        remove = WebhookPlace.action(id, .remove).address
    }
}
