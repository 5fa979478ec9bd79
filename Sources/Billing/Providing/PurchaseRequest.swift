import KinoraKernel

/// A purchase of a fixed amount.
package struct PurchaseRequest: Hashable, Sendable {
    /// Our name of it: 26 characters, unique for ever. The provider gives it back in `OrderTruth.reference`.
    package var reference: String
    /// What is paid in all, tax included.
    package var total: Money
    /// How much of it is tax.
    package var tax: Money
    /// What the payer reads: one line, at most 127 characters.
    package var summary: String
    /// The house's name, as the payer reads it.
    package var house: String
    /// BCP 47; nil for the provider's own choice.
    package var language: String?
    package var back: ReturnAddresses

    package init(
        reference: String, total: Money, tax: Money, summary: String, house: String, language: String? = nil, back: ReturnAddresses
    ) {
        self.reference = reference
        self.total = total
        self.tax = tax
        self.summary = summary
        self.house = house
        self.language = language
        self.back = back
    }
}
