import KinoraDocuments
import KinoraKernel

/// An invoice for a payment, or a credit note for money that went back. Never changed and never deleted, so its numbers have no gaps.
///
/// The number is taken by writing the document, whose name holds it: there is no counter that could run ahead of what was written.
package struct Invoice: Record, Hashable {
    package static let schema = CollectionSchema(
        "invoices", indexes: [.unique("key"), .unique("series", "year", "number"), .lookup("member", "issuedAt"), .lookup("issuedAt")])

    /// Invoices and credit notes are numbered by themselves.
    package enum Series: String, Codable, Hashable, Sendable, CaseIterable {
        case invoice
        case creditNote
    }

    package var series: Series
    /// By the calendar of the house.
    package var year: Int
    /// From 1 on in every year.
    package var number: Int
    /// As it is shown: `K2026-0012`, `K2026-C0003`.
    package var title: String
    /// The key of the ledger's entry that it belongs to. Unique: one paper for one fact.
    package var key: String
    /// Of a credit note: the title of the invoice that it takes back.
    package var takesBack: String?
    /// The account. Kept when the account is erased: it leads to nobody then.
    package var member: String
    package var issuedAt: Moment
    /// When it was paid, which is also when it was delivered.
    package var paidAt: Moment
    package var seller: [String]
    /// As the member wrote it; empty where nobody asked for more. Removed when the years are over for which it must be kept.
    @OrEmpty package var buyer: [String] = []
    package var line: String
    package var charge: Charge

    /// The name of its document, which holds the number.
    package var id: String { "\(series.rawValue)-\(year)-\(number)" }

    package init(
        _ series: Series, key: String, member: String, issuedAt: Moment, paidAt: Moment, seller: [String], buyer: [String], line: String,
        charge: Charge
    ) {
        self.series = series
        year = 0
        number = 0
        title = ""
        self.key = key
        self.member = member
        self.issuedAt = issuedAt
        self.paidAt = paidAt
        self.seller = seller
        self.buyer = buyer
        self.line = line
        self.charge = charge
    }
}
