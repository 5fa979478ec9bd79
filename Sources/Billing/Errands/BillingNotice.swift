import KinoraKernel

/// What a member is told by letter. What the law wants confirmed on something durable is among it: orders and cancellations.
package enum BillingNotice: Hashable, Sendable {
    case paid(title: String, total: Money, invoice: String?)
    case subscribed(title: String)
    case paymentFailed(title: String, openUntil: Moment)
    case cancelled(title: String, openUntil: Moment?)
    case refunded(title: String, amount: Money)
}
