import KinoraKernel

/// What a letter says about paying. Amounts are texts already, so that accounts know nothing of money; links are whole addresses.
package enum PaymentLetter: Codable, Hashable, Sendable {
    /// Money came; the receipt.
    /// - Parameter invoice: its number.
    case paid(title: String, total: String, invoice: String?, link: String)
    /// A subscription began: the confirmation that the law wants on something durable.
    case subscribed(title: String, price: String, link: String)
    case failed(title: String, openUntil: Moment, link: String)
    /// The free days are over soon.
    case trialEnds(title: String, at: Moment, price: String, link: String)
    /// Another plan, or another price, counts from the next payment on.
    case changed(title: String, price: String, link: String)
    /// The confirmation of a cancellation.
    case cancelled(title: String, at: Moment, openUntil: Moment?, link: String)
    case refunded(title: String, amount: String, link: String)
    /// To whoever is given something.
    case gift(title: String, code: String, from: String, link: String)

    /// What is kept of such a letter when it was sent.
    package var name: String {
        switch self {
        case .paid: "payment-paid"
        case .subscribed: "payment-subscribed"
        case .failed: "payment-failed"
        case .trialEnds: "payment-trial-ends"
        case .changed: "payment-changed"
        case .cancelled: "payment-cancelled"
        case .refunded: "payment-refunded"
        case .gift: "payment-gift"
        }
    }
}
