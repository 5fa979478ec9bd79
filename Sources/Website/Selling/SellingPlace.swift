import Foundation
import KinoraBilling

/// The addresses of the owner's pages about selling, as values.
package enum SellingPlace: Hashable, Sendable {
    case overview, rules
    case subscribers(page: Int)
    case plans, passes, titles, codes, favours, payments, books
    case plan(PlanID)
    case pass(PassID)
    case terms(SaleSubject)
    /// - Parameter key: of the payment's entry in the ledger.
    case payment(String)
    case revoke(VoucherBatchID)
    case incident(String)
    case member(String)
    case cancelSubscription(SubscriptionID)
    case declaration(String)

    /// How a route spells the address.
    enum Pattern: String, CaseIterable {
        case overview = "/selling"
        case rules = "/selling/rules"
        case subscribers = "/selling/subscribers"
        case transfers = "/selling/transfers"
        case plans = "/selling/plans"
        case plan = "/selling/plans/{plan}"
        case passes = "/selling/passes"
        case pass = "/selling/passes/{pass}"
        case titles = "/selling/titles"
        case terms = "/selling/terms"
        case codes = "/selling/codes"
        case revoke = "/selling/codes/{batch}/revoke"
        case favours = "/selling/favours"
        case withdraw = "/selling/favours/withdraw"
        case payments = "/selling/payments"
        case payment = "/selling/payment"
        case incident = "/selling/incidents/{incident}/settle"
        case member = "/selling/members/{member}"
        case cancelSubscription = "/selling/subscriptions/{deal}"
        case declaration = "/selling/declarations/{declaration}/settle"
        case reconcile = "/selling/reconcile"
        case books = "/selling/books"
        case ledger = "/selling/books/ledger"
        case invoices = "/selling/books/invoices"
        case holders = "/selling/books/holders"
    }

    /// Path and query, ready for an `href`.
    package var address: String {
        switch self {
        case .overview: Pattern.overview.rawValue
        case .rules: Pattern.rules.rawValue
        case .subscribers(let page): Pattern.subscribers.rawValue + (page == 1 ? "" : "?page=\(page)")
        case .plans: Pattern.plans.rawValue
        case .passes: Pattern.passes.rawValue
        case .titles: Pattern.titles.rawValue
        case .codes: Pattern.codes.rawValue
        case .favours: Pattern.favours.rawValue
        case .payments: Pattern.payments.rawValue
        case .books: Pattern.books.rawValue
        case .plan(let id): "\(Pattern.plans.rawValue)/\(id)"
        case .pass(let id): "\(Pattern.passes.rawValue)/\(id)"
        case .terms(let subject): "\(Pattern.terms.rawValue)?title=\(Self.encode(subject.rawValue))"
        case .payment(let key): "\(Pattern.payment.rawValue)?key=\(Self.encode(key))"
        case .revoke(let id): "\(Pattern.codes.rawValue)/\(id)/revoke"
        case .member(let id): "/selling/members/\(Self.encode(id))"
        case .cancelSubscription(let id): "/selling/subscriptions/\(id)"
        case .declaration(let id): "/selling/declarations/\(Self.encode(id))/settle"
        case .incident(let id): "/selling/incidents/\(Self.encode(id))/settle"
        }
    }

    /// Percent-encodes everything but unreserved characters (RFC 3986 section 2.3).
    static func encode(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? "" }

    private static let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
