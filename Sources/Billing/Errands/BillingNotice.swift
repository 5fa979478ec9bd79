import KinoraKernel

/// What a member is told by letter. What the law wants confirmed on something durable is among it: orders and cancellations.
package enum BillingNotice: Hashable, Sendable {
    /// - Parameter invoice: its number.
    case paid(title: String, total: Money, invoice: String?)
    case subscribed(title: String, price: Money, each: Interval)
    case paymentFailed(title: String, openUntil: Moment)
    /// The free days are over soon, and it will be charged.
    case trialEnds(title: String, at: Moment, price: Money, each: Interval)
    /// The payer agreed to other terms.
    case changed(title: String, price: Money, each: Interval)
    case cancelled(title: String, at: Moment, openUntil: Moment?)
    case refunded(title: String, amount: Money)
}
