import KinoraDocuments
import KinoraKernel

/// What the provider without a network knows of an order or a subscription. It stands for the bank's side: our own side is `Order`,
/// `Subscription` and the ledger, as with any other provider. The document is called as our reference.
package struct OfflineDeal: Record, Hashable {
    package static let schema = CollectionSchema("offline-deals", indexes: [.lookup("madeAt"), .lookup("isSubscription", "madeAt")])

    package struct Payment: Codable, Hashable, Sendable {
        package var number: Int
        package var amount: Money
        package var at: Moment
        /// Of a subscription: what it pays for.
        package var from: Moment?
        package var until: Moment?
        @OrEmpty package var refunds: [Refund] = []
    }

    package struct Refund: Codable, Hashable, Sendable {
        package var reference: String
        package var amount: Money
        package var at: Moment
    }

    package var isSubscription: Bool
    /// Of an order.
    package var total: Money?
    /// Of a subscription.
    package var terms: String?
    /// Terms that count from the next payment on.
    package var nextTerms: String?
    package var summary: String
    package var madeAt: Moment
    package var payments: [Payment]
    /// Whether it began without a payment.
    package var hadTrial: Bool
    package var isSuspended: Bool
    package var isCancelled: Bool

    init(isSubscription: Bool, total: Money? = nil, terms: String? = nil, summary: String, madeAt: Moment) {
        self.isSubscription = isSubscription
        self.total = total
        self.terms = terms
        self.summary = summary
        self.madeAt = madeAt
        payments = []
        hadTrial = false
        isSuspended = false
        isCancelled = false
    }

    /// When the intervals began that were paid without a gap up to the payment at a place, that one included.
    func runSince(_ place: Int) -> Moment? {
        guard payments.indices.contains(place) else { return nil }
        var first = place
        while first > 0, let from = payments[first].from, payments[first - 1].until == from { first -= 1 }
        return payments[first].from
    }
}
