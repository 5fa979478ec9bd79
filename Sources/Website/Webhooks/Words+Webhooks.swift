import KinoraDocuments
import KinoraWebhooks

extension Words {
    func kind(_ kind: EventKind) -> String {
        switch kind {
        case .titlePublished: self(.webhookTitlePublished)
        case .jobFailed: self(.webhookJobFailed)
        case .memberJoined: self(.webhookMemberJoined)
        case .paymentReceived: self(.webhookPaymentReceived)
        case .paymentRefunded: self(.webhookPaymentRefunded)
        case .test: self(.webhookTestMessage)
        }
    }

    func state(_ webhook: Webhook) -> String {
        guard webhook.isOn else {
            let reason = said(webhook.reason, webhook.explained.map { [$0] })
            return self(.webhookOff) + (reason.map { " \($0)" } ?? "")
        }
        return webhook.failingSince.map { self(.webhookFailing, timestamp($0)) } ?? self(.webhookOn)
    }

    func state(_ delivery: WebhookDelivery) -> String {
        switch delivery.state {
        case .delivered: self(.webhookDelivered)
        case .waiting: delivery.attempts == 0 ? self(.webhookWaiting) : self(.webhookTried, String(delivery.attempts))
        case .givenUp: self(.webhookGivenUp)
        }
    }
}
