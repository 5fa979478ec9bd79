import KinoraKernel

/// What the catalogue says about who may play a feature, and when.
package struct Listing: Hashable, Sendable {
    package var isListed: Bool
    /// Only for people of this age; nil for everybody.
    package var leastAge: Int?
    package var availableFrom: Moment?
    package var availableUntil: Moment?
    /// What it is called where something is sold: itself, its season, its series, the narrowest first.
    package var subjects: [String] = []
    package var payment = PaymentRule.own

    package init(
        isListed: Bool, leastAge: Int? = nil, availableFrom: Moment? = nil, availableUntil: Moment? = nil, subjects: [String] = [],
        payment: PaymentRule = .own
    ) {
        self.isListed = isListed
        self.leastAge = leastAge
        self.availableFrom = availableFrom
        self.availableUntil = availableUntil
        self.subjects = subjects
        self.payment = payment
    }

    /// Whether a moment lies before or behind the time in which it can be played.
    func closed(at now: Moment) -> WatchDenial? {
        if let from = availableFrom, now < from { return .notYet(from) }
        if let until = availableUntil, now >= until { return .noLonger(until) }
        return nil
    }
}
