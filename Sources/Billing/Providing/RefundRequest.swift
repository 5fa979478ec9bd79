import KinoraKernel

/// Money that goes back to its payer.
package struct RefundRequest: Hashable, Sendable {
    /// See `PurchaseRequest.reference`; of the refund itself.
    package var reference: String
    /// The provider's name for the payment.
    package var payment: String
    /// At most what is left of the payment; always named, so that a repetition cannot take what was meant to stay.
    package var amount: Money
    /// What the payer reads; at most 127 characters.
    package var note: String?

    package init(reference: String, payment: String, amount: Money, note: String? = nil) {
        self.reference = reference
        self.payment = payment
        self.amount = amount
        self.note = note
    }
}
