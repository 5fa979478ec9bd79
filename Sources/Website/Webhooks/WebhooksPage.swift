import KinoraDocuments
import KinoraKernel
import KinoraWebhooks

/// The addresses that are told what happens, and the form for another.
struct WebhooksPage: Sendable {
    struct Line: Sendable {
        var label: String
        var kinds: String
        var state: String
        var address: String
    }

    var lines: [Line]
    /// Nothing is told to anybody yet.
    var isEmpty: Bool
    /// The secret of the one that was just added; shown once.
    var secret: String?
    var faults: [String]
    /// What was typed, where it was not taken.
    var typed: String?
    var kinds: [FormPage.Choice.Option]
    var action = WebhookPlace.all.address
    var back = Place.dashboard.address

    init(_ webhooks: [Stored<Webhook>], secret: String?, typed: String?, chosen: Set<EventKind>, faults: [String], _ words: Words) {
        lines = webhooks.map { webhook in
            Line(
                label: webhook.value.endpoint, kinds: webhook.value.kinds.map(words.kind).joined(separator: " · "),
                state: words.state(webhook.value), address: WebhookPlace.one(WebhookID(webhook.id)).address)
        }
        isEmpty = webhooks.isEmpty
        self.secret = secret
        self.faults = faults
        self.typed = typed
        kinds = EventKind.choices.map { .init(value: $0.rawValue, label: words.kind($0), isChosen: chosen.contains($0)) }
    }
}
