import KinoraKernel

/// Who buys, and how.
package struct Purchaser: Hashable, Sendable {
    package var member: String
    package var currency: Currency
    package var provider: String
    package var country: String?
    /// As it shall stand on the invoice; one line each.
    package var buyer: [String]
    package var language: String?
    /// Whether they asked for it at once and know that the right of withdrawal ends with that.
    package var hasConsented: Bool
    package var code: String?

    /// What a donation is called on its invoice, in the donor's language.
    package var donation = "Donation"

    package static let mostLines = 6

    package init(
        _ member: String, _ currency: Currency, provider: String, country: String? = nil, buyer: [String] = [], language: String? = nil,
        hasConsented: Bool, code: String? = nil
    ) {
        self.member = member
        self.currency = currency
        self.provider = provider
        self.country = country
        self.buyer = Array(buyer.prefix(Self.mostLines).map { $0.onOneLine(atMost: 120) })
        self.language = language
        self.hasConsented = hasConsented
        self.code = code
    }
}
