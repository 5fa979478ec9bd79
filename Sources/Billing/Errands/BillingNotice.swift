import KinoraKernel

/// What a member is told by letter. What the law wants confirmed on something durable is among it: orders, cancellations, withdrawals.
package enum BillingNotice: Hashable, Sendable {
    /// - Parameters:
    ///   - paper: the invoice.
    ///   - hasConsented: whether the payer agreed that the right of withdrawal ends with the beginning.
    case paid(title: String, total: Money, paper: Paper?, hasConsented: Bool)
    case subscribed(title: String, price: Money, each: Interval)
    case paymentFailed(title: String, openUntil: Moment)
    /// The first payment failed: nothing is open. After so long it is cancelled.
    case firstPaymentFailed(title: String, until: Moment)
    /// The free days are over soon, and it will be charged.
    case trialEnds(title: String, at: Moment, price: Money, each: Interval)
    /// The payer agreed to other terms.
    case changed(title: String, price: Money, each: Interval)
    /// - Parameter house: where the house cancelled it, and not the member: why.
    case cancelled(title: String, at: Moment, openUntil: Moment?, house: String?)
    /// - Parameters:
    ///   - paper: the credit note.
    ///   - reason: as the owner wrote it.
    case refunded(title: String, amount: Money, paper: Paper?, reason: String?)
    /// What somebody declared came in.
    case declared(Declaration.Kind, contract: String, at: Moment)

    /// An invoice or a credit note.
    package struct Paper: Hashable, Sendable {
        /// As it is shown: `K2026-0012`.
        package var title: String
        /// The name of its document.
        package var id: String

        package init(title: String, id: String) {
            self.title = title
            self.id = id
        }
    }
}
