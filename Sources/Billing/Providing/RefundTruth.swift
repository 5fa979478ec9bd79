import KinoraKernel

/// How a refund, or a payment that the bank took back, stands with its provider at this moment.
package struct RefundTruth: Hashable, Sendable {
    package enum State: String, Hashable, Sendable { case pending, completed, failed }

    /// The provider's own name: unique among all its refunds, and the same wherever it appears.
    package var name: String
    /// The provider's name for the payment that it takes from.
    package var payment: String
    /// Of `RefundRequest`; nil for what was done at the provider's own pages.
    package var reference: String?
    /// Positive.
    package var amount: Money
    package var state: State
    package var at: Moment

    package init(name: String, payment: String, reference: String?, amount: Money, state: State, at: Moment) {
        self.name = name
        self.payment = payment
        self.reference = reference
        self.amount = amount
        self.state = state
        self.at = at
    }
}
