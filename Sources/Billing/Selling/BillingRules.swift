import KinoraDocuments
import KinoraKernel

/// What the owner decided about selling. One document, `house`; a house without it sells nothing, and everything is open as it always was.
package struct BillingRules: Record, Hashable {
    package static let schema = CollectionSchema("billing-rules")
    package static let id = "house"

    /// Whether anything is sold. False: no page shows anything of it, and every title is for members.
    package var isOpen: Bool
    /// The first is offered where nobody chose.
    package var currencies: [Currency]
    /// For titles that have no terms of their own.
    package var opening: Opening
    package var tax: TaxRate
    /// Other rates by the payer's country (ISO 3166, two capital letters).
    package var taxByCountry: [String: TaxRate]
    /// Whether prices of titles include tax.
    package var isTaxIncluded: Bool
    /// Who sells, as it stands on invoices: name, address, tax number; one line each.
    package var seller: [String]
    /// Stands before the numbers of invoices.
    package var invoicePrefix: String
    /// Days for which a subscription stays open after a payment failed.
    package var graceDays: Int
    /// Where money is to be sent to, for the offline provider; one line each. Empty: it is not offered.
    package var bank: [String]
    /// The least that is taken as a donation, by currency; empty where none are taken.
    @OrEmpty package var leastDonation: [Money] = []

    package static let mostGraceDays = 60

    package init(isOpen: Bool = false, currencies: [Currency] = [.eur], opening: Opening = .members) {
        self.isOpen = isOpen
        self.currencies = currencies
        self.opening = opening
        tax = .none
        taxByCountry = [:]
        isTaxIncluded = true
        seller = []
        invoicePrefix = ""
        graceDays = 7
        bank = []
    }

    package func rate(in country: String?) -> TaxRate { country.flatMap { taxByCountry[$0] } ?? tax }
}
