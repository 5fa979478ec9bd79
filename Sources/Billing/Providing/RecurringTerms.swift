import KinoraKernel

/// What a subscription costs and how often: at first by phases, then the same until it ends. Never changed once published.
package struct RecurringTerms: Hashable, Sendable, Codable {
    /// So many times at another price: a trial for nothing, half of the price for three months.
    package struct Phase: Hashable, Sendable, Codable {
        package var interval: Interval
        /// How many intervals it lasts; at least one.
        package var times: Int
        /// For each interval, tax included; zero for nothing.
        package var price: Money

        package init(interval: Interval, times: Int, price: Money) {
            self.interval = interval
            self.times = times
            self.price = price
        }
    }

    /// So many phases at most: what providers take.
    package static let mostPhases = 2

    /// Our name of the terms: 26 characters.
    package var reference: String
    /// Terms of the same group can be changed into each other. One of the house's for all its plans.
    package var group: String
    /// What payers read: at most 127 characters.
    package var title: String
    package var phases: [Phase]
    package var interval: Interval
    /// For each interval behind the phases, tax included.
    package var price: Money
    /// Once, at the beginning, tax included; zero for none. A subscription whose fee cannot be charged does not begin.
    package var setUpFee: Money
    /// The rate of tax in all these prices.
    package var tax: TaxRate

    package init(
        reference: String, group: String, title: String, phases: [Phase] = [], interval: Interval, price: Money, setUpFee: Money? = nil,
        tax: TaxRate
    ) {
        self.reference = reference
        self.group = group
        self.title = title
        self.phases = phases
        self.interval = interval
        self.price = price
        self.setUpFee = setUpFee ?? .zero(price.currency)
        self.tax = tax
    }

    package var currency: Currency { price.currency }
}
