import KinoraDocuments
import KinoraKernel

/// One fact of the books: appended once, never changed, never deleted. What members may watch follows from their entries alone
/// (`Entitlements`), in whichever order they were written.
package struct LedgerEntry: Record, Hashable {
    package static let schema = CollectionSchema(
        "ledger",
        indexes: [.unique("key"), .lookup("member", "at"), .lookup("payment"), .lookup("at"), .lookup("deal", "at"), .lookup("kind", "at")])

    package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        /// Money came.
        case payment
        /// Money went back; its amount is negative.
        case refund
        /// Somebody quarrels over a payment; its access rests.
        case disputed
        /// The quarrel ended well.
        case disputeWon
        /// The quarrel ended badly; its amount is negative.
        case disputeLost
        /// Access without a payment: a gift, a code, a trial, complimentary.
        case given
        /// What an earlier entry (`target`) gave is taken back.
        case withdrawn
        /// A rental was begun.
        case begun
        /// A subscription's payment failed; it stays open for a while.
        case grace
        /// A subscription is over: it opens nothing from `endsAt` on, or nothing behind what was paid where there is none.
        case ended
    }

    /// What it is about, so that no fact is written twice: `paypal/payment/8AB…`. Unique.
    package var key: String
    package var kind: Kind
    /// The account. Kept when the account is erased: it leads to nobody then.
    package var member: String
    package var at: Moment
    /// Our order or subscription (its document's name); nil for what is given.
    package var deal: String?
    package var provider: String?
    /// The key of the payment entry that it is, or is about.
    package var payment: String?
    /// The key of the entry that is taken back.
    package var target: String?
    package var amount: Money?
    package var tax: Money?
    /// What the provider kept of it.
    package var fee: Money?
    package var access: Access?
    package var endsAt: Moment?
    /// What was sold, for people.
    package var note: String?
    /// Which title brought it, for the report of rights holders.
    package var subject: SaleSubject?
    /// Whether it was given for nothing in return; then no rights holder has a share.
    package var isDonation: Bool?

    package init(_ kind: Kind, key: String, member: String, at: Moment) {
        self.kind = kind
        self.key = key
        self.member = member
        self.at = at
    }

    package static func paymentKey(_ provider: String, _ name: String) -> String { "\(provider)/payment/\(name)" }
}
