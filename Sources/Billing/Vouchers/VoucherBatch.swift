import KinoraDocuments
import KinoraKernel

package typealias VoucherBatchID = Identifier<VoucherBatch>

/// Codes of one kind, made together: what they are good for.
package struct VoucherBatch: Record, Hashable {
    package static let schema = CollectionSchema("voucher-batches", indexes: [.lookup("madeFor")])

    package enum Purpose: String, Codable, Hashable, Sendable, CaseIterable {
        /// Opens something that was paid for by somebody else.
        case gift
        /// Makes something cheaper.
        case coupon
        /// Opens something for those who write about it.
        case press
    }

    /// Codes of one batch at most.
    package static let mostCodes = 10_000

    package var purpose: Purpose
    /// For the owner.
    package var note: String
    /// What a gift or a press code opens.
    package var scope: Scope?
    /// For so many days from the redemption on; nil for no such end.
    package var days: Int?
    /// What a coupon takes off, in millionths of the price.
    package var percent: Int64?
    /// What a coupon takes off, by currency; it is good in these alone.
    @OrEmpty package var off: [Money] = []
    /// For so many payments of a subscription.
    package var payments: Int
    /// What a coupon is good for; empty for everything.
    @OrEmpty package var goodFor: [Scope] = []
    package var validFrom: Moment?
    package var validUntil: Moment?
    /// Whether one person may use codes of this batch once only.
    package var isOncePerMember: Bool
    package var isRevoked: Bool
    /// The order that paid for it.
    package var madeFor: String?

    package init(_ purpose: Purpose, note: String, scope: Scope? = nil, days: Int? = nil, percent: Int64? = nil, off: [Money] = []) {
        self.purpose = purpose
        self.note = note
        self.scope = scope
        self.days = days
        self.percent = percent
        self.off = off
        payments = 1
        isOncePerMember = purpose == .coupon
        isRevoked = false
    }

    func isValid(at now: Moment) -> Bool {
        !isRevoked && validFrom.map { now >= $0 } != false && validUntil.map { now < $0 } != false
    }

    /// Whether a coupon takes something off what is paid in a currency: a fixed amount is one of its own currency.
    func isGood(in currency: Currency) -> Bool { percent != nil || off.amount(in: currency) != nil }

    /// What a coupon takes off a price.
    package func discount(on price: Money) -> Money {
        if let percent { return price.share(millionths: min(max(0, percent), 1_000_000)) }
        guard let off = off.amount(in: price.currency) else { return .zero(price.currency) }
        return Money(minor: min(max(0, off.minor), price.minor), price.currency)
    }
}
