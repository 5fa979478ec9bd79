import KinoraKernel

/// How a purchase stands with its provider at this moment.
package struct OrderTruth: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        /// Its payer has not agreed.
        case awaitingApproval
        /// Its payer agreed; nothing was taken yet.
        case approved
        /// Taken; `payments` says what.
        case captured
        /// Nothing will come of it any more: given up, too old, refused.
        case void
    }

    package var name: String
    /// Ours; nil where the provider has none.
    package var reference: String?
    package var total: Money
    package var state: State
    /// Where the payer agrees, as long as that is possible.
    package var approval: String?
    /// Every attempt to take the money, those that failed included.
    package var payments: [PaymentTruth]

    package init(
        name: String, reference: String?, total: Money, state: State, approval: String? = nil, payments: [PaymentTruth] = []
    ) {
        self.name = name
        self.reference = reference
        self.total = total
        self.state = state
        self.approval = approval
        self.payments = payments
    }
}
