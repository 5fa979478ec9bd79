import KinoraKernel

/// How a subscription stands with its provider at this moment.
package struct SubscriptionTruth: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        case awaitingApproval
        /// Its payer agreed; it waits for `activate`.
        case approved
        case active
        /// Charges nothing: the house asked for that, or too many payments failed.
        case suspended
        /// Ended by somebody.
        case cancelled
        /// Came to its end, or was never agreed to.
        case expired
    }

    package var name: String
    /// Ours; nil where the provider has none.
    package var reference: String?
    /// The provider's name for the terms in force.
    package var terms: String
    package var state: State
    /// Where the payer agrees, as long as that is possible.
    package var approval: String?
    /// When its first phase began; nil before.
    package var startedAt: Moment?
    /// When the provider charges next; nil where it will not.
    package var nextChargeAt: Moment?
    /// Charges that failed since the last that did not.
    package var failedCharges: Int
    /// All of which the provider knows, in any order.
    package var payments: [PaymentTruth]

    package init(
        name: String, reference: String?, terms: String, state: State, approval: String? = nil, startedAt: Moment? = nil,
        nextChargeAt: Moment? = nil, failedCharges: Int = 0, payments: [PaymentTruth] = []
    ) {
        self.name = name
        self.reference = reference
        self.terms = terms
        self.state = state
        self.approval = approval
        self.startedAt = startedAt
        self.nextChargeAt = nextChargeAt
        self.failedCharges = failedCharges
        self.payments = payments
    }
}
