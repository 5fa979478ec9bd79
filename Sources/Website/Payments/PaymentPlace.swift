import Foundation
import KinoraBilling

/// The addresses of what a member buys, as values.
package enum PaymentPlace: Hashable, Sendable {
    case payments
    case plan(PlanID)
    case title(SaleSubject, isRental: Bool)
    case deal(String)
    case cancel(String)
    case redeem
    case invoice(String)

    /// How a route spells the address.
    enum Pattern: String, CaseIterable {
        case payments = "/account/payments"
        case order = "/account/payments/order"
        case redeem = "/account/payments/code"
        case deal = "/account/payments/{deal}"
        case back = "/account/payments/{deal}/back"
        case cancel = "/account/payments/{deal}/cancellation"
        case invoice = "/account/invoices/{invoice}"
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
        case .invoice(let id): "/account/invoices/\(id)"
        }
    }
}
