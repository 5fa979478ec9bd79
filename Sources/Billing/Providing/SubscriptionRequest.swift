import KinoraKernel

/// A subscription to published terms.
package struct SubscriptionRequest: Hashable, Sendable {
    /// See `PurchaseRequest.reference`.
    package var reference: String
    /// The provider's name for the terms, from `publish`.
    package var terms: String
    /// When the first phase begins; nil for as soon as the payer agreed.
    package var startsAt: Moment?
    /// See `PurchaseRequest`.
    package var summary: String
    package var house: String
    package var language: String?
    package var back: ReturnAddresses

    package init(
        reference: String, terms: String, startsAt: Moment? = nil, summary: String, house: String, language: String? = nil,
        back: ReturnAddresses
    ) {
        self.reference = reference
        self.terms = terms
        self.startsAt = startsAt
        self.summary = summary
        self.house = house
        self.language = language
        self.back = back
    }
}
