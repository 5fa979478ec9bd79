import KinoraKernel

/// How a quarrel over a payment stands: a dispute at the provider's, a chargeback by the payer's bank.
package struct DisputeTruth: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        /// What the payment opened is closed until it is settled.
        case open
        /// The house keeps the money.
        case won
        /// The payer has the money back, or a part: `amount`.
        case lost
    }

    package var name: String
    /// The provider's name for the payment.
    package var payment: String
    /// What it is about; what is lost, once it is.
    package var amount: Money
    package var state: State
    /// When it began.
    package var openedAt: Moment
    /// When it was settled, if it is.
    package var settledAt: Moment?

    package init(name: String, payment: String, amount: Money, state: State, openedAt: Moment, settledAt: Moment? = nil) {
        self.name = name
        self.payment = payment
        self.amount = amount
        self.state = state
        self.openedAt = openedAt
        self.settledAt = settledAt
    }
}
