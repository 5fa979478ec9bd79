import Foundation
import KinoraBilling
import KinoraKernel

/// The addresses of what a member buys, as values.
package enum PaymentPlace: Hashable, Sendable {
    case payments
    case plan(PlanID)
    case title(SaleSubject, isRental: Bool)
    case deal(String)
    case cancel(String)
    case redeem
    case invoice(String)
    case invoicePDF(String)
    case pause(String)
    case resume(String)
    case abandon(String)
    case giftLetter(String)
    case gifts, donation
    /// Cancelling and withdrawing, for whoever comes.
    case cancellation, withdrawal
    case retry(String)
    case pass(PassID)

    /// How a route spells the address.
    enum Pattern: String, CaseIterable {
        case payments = "/account/payments"
        case order = "/account/payments/order"
        case redeem = "/account/payments/code"
        case deal = "/account/payments/{deal}"
        case back = "/account/payments/{deal}/back"
        case cancel = "/account/payments/{deal}/cancellation"
        case pause = "/account/payments/{deal}/pause"
        case resume = "/account/payments/{deal}/resume"
        case abandon = "/account/payments/{deal}/abandon"
        case changePlan = "/account/payments/{deal}/plan"
        case giftLetter = "/account/payments/{deal}/letter"
        case gifts = "/account/payments/gifts"
        case donation = "/account/payments/donation"
        case retry = "/account/payments/{deal}/retry"
        case cancellation = "/cancellation"
        case withdrawal = "/withdrawal"
        case invoice = "/account/invoices/{invoice}"
        case invoicePDF = "/account/invoices/{invoice}/pdf"
    }

    /// Path and query, ready for an `href`.
    package var address: String {
        switch self {
        case .payments: Pattern.payments.rawValue
        case .plan(let id): "\(Pattern.order.rawValue)?plan=\(id)"
        case .title(let subject, let isRental): "\(Pattern.order.rawValue)?\(isRental ? "rent" : "buy")=\(subject)"
        case .deal(let id): "/account/payments/\(id)"
        case .cancel(let id): "/account/payments/\(id)/cancellation"
        case .redeem: Pattern.redeem.rawValue
        case .pause(let id): "/account/payments/\(id)/pause"
        case .resume(let id): "/account/payments/\(id)/resume"
        case .abandon(let id): "/account/payments/\(id)/abandon"
        case .giftLetter(let id): "/account/payments/\(id)/letter"
        case .gifts: Pattern.gifts.rawValue
        case .donation: Pattern.donation.rawValue
        case .retry(let id): "/account/payments/\(id)/retry"
        case .cancellation: Pattern.cancellation.rawValue
        case .withdrawal: Pattern.withdrawal.rawValue
        case .pass(let id): "\(Pattern.order.rawValue)?pass=\(id)"
        case .invoice(let id): "/account/invoices/\(id)"
        case .invoicePDF(let id): "/account/invoices/\(id)/pdf"
        }
    }

    /// Where a subscription's plan is changed.
    static func plan(of deal: String) -> String { "/account/payments/\(deal)/plan" }
    static func gift(of plan: PlanID, intervals: Int) -> String { "\(Pattern.order.rawValue)?gift-plan=\(plan)&times=\(intervals)" }
    static func gift(of pass: PassID) -> String { "\(Pattern.order.rawValue)?gift-pass=\(pass)" }
    static func donation(in currency: Currency) -> String { "\(Pattern.donation.rawValue)?currency=\(currency.code)" }
    static func donation(of amount: Money) -> String { "\(Pattern.order.rawValue)?donate=\(amount.decimal)\(amount.currency.code)" }
}
