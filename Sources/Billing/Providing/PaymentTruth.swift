import KinoraKernel

/// How a payment stands with its provider at this moment.
package struct PaymentTruth: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        /// On its way: it opens nothing yet.
        case pending
        /// Taken. Only this opens anything. It stays so whatever is paid back.
        case completed
        /// Refused, or taken back before it was there.
        case failed
    }

    /// What it was for, by the provider's own names.
    package enum Purpose: Hashable, Sendable {
        case order(String)
        case subscription(String)
        /// The provider does not say.
        case unknown
    }

    /// The provider's own name: unique among all its payments, and the same wherever it appears.
    package var name: String
    package var purpose: Purpose
    /// Of the order or subscription, ours; nil where the provider has none.
    package var reference: String?
    /// What the payer paid, whatever was paid back later.
    package var amount: Money
    /// What the provider kept; nil where it does not say.
    package var fee: Money?
    package var state: State
    package var at: Moment
    /// Of a subscription: since when the interval runs that it pays for, where the provider knows and that is not `at`.
    package var coversFrom: Moment?
    /// Since when intervals were paid without a gap to which it belongs, where the provider knows: their day of the month is kept.
    package var runsSince: Moment?
    /// What was paid back, as far as it can be told from here; other refunds are heard of by their own names.
    package var refunds: [RefundTruth]

    package init(
        name: String, purpose: Purpose, reference: String?, amount: Money, fee: Money? = nil, state: State, at: Moment,
        refunds: [RefundTruth] = []
    ) {
        self.name = name
        self.purpose = purpose
        self.reference = reference
        self.amount = amount
        self.fee = fee
        self.state = state
        self.at = at
        self.refunds = refunds
    }
}
