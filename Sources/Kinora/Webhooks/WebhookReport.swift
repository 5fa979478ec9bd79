import KinoraDocuments
import KinoraKernel
import KinoraWebhooks

/// A webhook as the command line tells it. The secret stands in it only where it was just made.
struct WebhookReport: Codable, Sendable {
    var name: String
    var address: String
    var kinds: [String]
    var isOn: Bool
    /// ISO 8601, UTC, like the other moments.
    var createdAt: String
    var failingSince: String?
    var reason: String?
    var secret: String?

    init(_ webhook: Stored<Webhook>, secret: SigningSecret? = nil) {
        name = webhook.id
        address = webhook.value.endpoint
        kinds = webhook.value.kinds.map(\.rawValue)
        isOn = webhook.value.isOn
        createdAt = webhook.createdAt.iso8601
        failingSince = webhook.value.failingSince?.iso8601
        reason = webhook.value.reason
        self.secret = secret?.text
    }

    static func table(_ reports: [WebhookReport]) -> String {
        if reports.isEmpty { return "No webhooks. Add one with: kinora webhooks add https://example.org/kinora" }
        return reports.map { report in
            let state = report.isOn ? report.failingSince.map { "no message arrived since \($0)" } ?? "on" : "off. \(report.reason ?? "")"
            return """
                \(report.name.prefix(8))  \(report.address.onOneLine(atMost: 200))
                    \(report.kinds.joined(separator: ", ")); \(state)
                """
        }
        .joined(separator: "\n")
    }
}

/// A message to a webhook as the command line tells it.
struct DeliveryReport: Codable, Sendable {
    var name: String
    var kind: String
    var state: String
    var happenedAt: String
    var deliveredAt: String?
    var attempts: Int
    var status: Int?
    var reason: String?

    init(_ delivery: Stored<WebhookDelivery>) {
        name = delivery.id
        kind = delivery.value.kind.rawValue
        state = delivery.value.state.rawValue
        happenedAt = delivery.value.happenedAt.iso8601
        deliveredAt = delivery.value.deliveredAt?.iso8601
        attempts = delivery.value.attempts
        status = delivery.value.status
        reason = delivery.value.reason
    }

    var line: String {
        let end =
            deliveredAt.map { "delivered \($0)" } ?? "\(state == "waiting" ? "waits" : "given up"), attempts: \(attempts). \(reason ?? "")"
        return "\(name)  \(happenedAt)  \(kind)  \(end)"
    }
}
