import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Logging

extension PayPalProvider {
    /// What the house's webhook asks to be told of.
    package static let events = [
        "BILLING.SUBSCRIPTION.ACTIVATED", "BILLING.SUBSCRIPTION.UPDATED", "BILLING.SUBSCRIPTION.EXPIRED", "BILLING.SUBSCRIPTION.CANCELLED",
        "BILLING.SUBSCRIPTION.SUSPENDED", "BILLING.SUBSCRIPTION.PAYMENT.FAILED", "PAYMENT.SALE.COMPLETED", "PAYMENT.SALE.REFUNDED",
        "PAYMENT.SALE.REVERSED", "PAYMENT.CAPTURE.COMPLETED", "PAYMENT.CAPTURE.PENDING", "PAYMENT.CAPTURE.DENIED",
        "PAYMENT.CAPTURE.DECLINED", "PAYMENT.CAPTURE.REFUNDED", "PAYMENT.CAPTURE.REVERSED", "CHECKOUT.ORDER.APPROVED",
        "CUSTOMER.DISPUTE.CREATED", "CUSTOMER.DISPUTE.UPDATED", "CUSTOMER.DISPUTE.RESOLVED",
    ]

    package func hint(in message: ProviderMessage) async throws -> ProviderHint {
        guard let webhook, let sent = WebhookMessage(body: message.body, field: { message.field($0) }) else {
            throw MessageRefusal.notGenuine
        }
        switch await webhook.judge.verdict(on: sent) {
        case .genuine: break
        case .refused(let reason):
            log.info("A message was not PayPal’s", metadata: ["reason": "\(reason)"])
            throw MessageRefusal.notGenuine
        case .undecided(let reason):
            log.warning("PayPal is asked about a message", metadata: ["reason": "\(reason)"])
            guard try await asked({ try await client.verifies(sent, webhook: webhook.id) }) else { throw MessageRefusal.notGenuine }
        }
        guard let event = sent.event else { throw MessageRefusal.notGenuine }
        guard let hint = Self.hint(event) else { throw MessageRefusal.ofNoInterest }
        return hint
    }

    package func hints(from: Moment, until: Moment) async throws -> [ProviderHint]? {
        try await asked { try await client.events(from: from, until: until).compactMap { Self.hint($0) } }
    }

    /// Nil for events of no interest, and for those that name nothing.
    static func hint(_ event: ClaimSet) -> ProviderHint? {
        guard let id = event.text("id"), id.utf8.count <= 200, PayPalClient.isName(id), let kind = event.text("event_type"),
            kind.wholeMatch(of: /[A-Z._-]{1,80}/) != nil, let resource = event.object("resource"),
            let subject = subject(kind, event, resource)
        else { return nil }
        return ProviderHint(
            id: id, subject: subject, kind: kind, at: PayPalTime.moment(event.text("create_time")) ?? Moment(milliseconds: 0))
    }

    private static func subject(_ kind: String, _ event: ClaimSet, _ resource: ClaimSet) -> ProviderHint.Subject? {
        func named(_ field: String) -> String? { resource.text(field).flatMap { PayPalClient.isName($0) ? $0 : nil } }
        let isRefund = event.text("resource_type") == "refund"
        switch kind {
        case _ where kind.hasPrefix("BILLING.SUBSCRIPTION."): return named("id").map { .subscription($0) }
        case _ where kind.hasPrefix("CUSTOMER.DISPUTE."): return named("dispute_id").map { .dispute($0) }
        case _ where kind.hasPrefix("CHECKOUT.ORDER."): return named("id").map { .order($0) }
        case _ where kind.hasPrefix("PAYMENT.SALE.") && !isRefund:
            return named("billing_agreement_id").map { .subscription($0) } ?? named("id").map { .payment($0) }
        case _ where kind.hasPrefix("PAYMENT.CAPTURE.") || kind.hasPrefix("PAYMENT.SALE."):
            return named("id").map { isRefund ? .refund($0) : .payment($0) }
        default: return nil
        }
    }
}
