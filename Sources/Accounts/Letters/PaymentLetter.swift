import KinoraKernel

/// What a letter says about paying. Amounts are texts already, so that accounts know nothing of money; links are whole addresses.
package enum PaymentLetter: Codable, Hashable, Sendable {
    /// Money came; the receipt.
    /// - Parameters:
    ///   - invoice: its number.
    ///   - paper: the name of its document, to be put into the letter.
    ///   - consent: whether the payer agreed that the right of withdrawal ends with the beginning; the law wants that confirmed.
    ///   - withdrawal: where the right of withdrawal is told of and used.
    case paid(
        title: String, total: String, invoice: String?, link: String, paper: String? = nil, consent: Bool? = nil, withdrawal: String? = nil)
    /// A subscription began: the confirmation that the law wants on something durable.
    case subscribed(title: String, price: String, link: String, withdrawal: String? = nil)
    case failed(title: String, openUntil: Moment, link: String)
    /// The first payment failed; nothing is open.
    case neverPaid(title: String, until: Moment, link: String)
    /// The free days are over soon.
    case trialEnds(title: String, at: Moment, price: String, link: String)
    /// Another plan, or another price, counts from the next payment on.
    case changed(title: String, price: String, link: String)
    /// The confirmation of a cancellation.
    /// - Parameter house: why, where the house cancelled it.
    case cancelled(title: String, at: Moment, openUntil: Moment?, link: String, house: String? = nil)
    /// - Parameter paper: the name of the credit note's document.
    case refunded(title: String, amount: String, link: String, paper: String? = nil, reason: String? = nil)
    /// What somebody declared about a contract came in.
    case declared(Declared, contract: String, at: Moment, link: String)
    /// To whoever is given something.
    case gift(title: String, code: String, from: String, link: String)

    package enum Declared: String, Codable, Hashable, Sendable, CaseIterable { case cancellation, cancellationForCause, withdrawal }

    /// The document that is put into the letter.
    package var paper: String? {
        switch self {
        case .paid(_, _, _, _, let paper, _, _), .refunded(_, _, _, let paper, _): paper
        default: nil
        }
    }

    /// What is kept of such a letter when it was sent.
    package var name: String {
        switch self {
        case .paid: "payment-paid"
        case .subscribed: "payment-subscribed"
        case .failed, .neverPaid: "payment-failed"
        case .trialEnds: "payment-trial-ends"
        case .changed: "payment-changed"
        case .cancelled: "payment-cancelled"
        case .refunded: "payment-refunded"
        case .declared: "payment-declared"
        case .gift: "payment-gift"
        }
    }
}
