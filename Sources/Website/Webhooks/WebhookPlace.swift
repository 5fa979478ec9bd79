import KinoraWebhooks

/// The addresses of the owner's webhooks, as values.
package enum WebhookPlace: Hashable, Sendable {
    case all
    case one(WebhookID)
    case action(WebhookID, WebhookAction)
    case again(WebhookID, delivery: String)

    /// How a route spells the address.
    enum Pattern: String, CaseIterable {
        case all = "/dashboard/webhooks"
        case one = "/dashboard/webhooks/{webhook}"
        case action = "/dashboard/webhooks/{webhook}/{action}"
        case again = "/dashboard/webhooks/{webhook}/again/{delivery}"
    }

    /// Path and query, ready for an `href`.
    package var address: String {
        switch self {
        case .all: "/dashboard/webhooks"
        case .one(let id): "/dashboard/webhooks/\(id)"
        case .action(let id, let action): "/dashboard/webhooks/\(id)/\(action.rawValue)"
        case .again(let id, let delivery): "/dashboard/webhooks/\(id)/again/\(delivery)"
        }
    }
}

/// What the owner does with a webhook.
package enum WebhookAction: String, Hashable, Sendable, CaseIterable {
    case test, on, off, remove
}
