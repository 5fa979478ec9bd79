import KinoraKernel

extension RecurringTerms {
    /// What a payment of such an amount is, under these terms.
    enum Meaning: Hashable {
        /// It pays for an interval.
        case interval(Interval)
        /// It pays the set-up fee alone.
        case fee
    }

    /// So many outstanding intervals may be paid at once.
    private static let mostOutstanding: Int64 = 12

    /// Nil for an amount that these terms do not know.
    func meaning(of amount: Money) -> Meaning? {
        guard amount.currency == currency, amount.minor > 0 else { return nil }
        if amount == price { return .interval(interval) }
        if let phase = phases.first(where: { $0.price == amount }) { return .interval(phase.interval) }
        if !setUpFee.isZero {
            if amount == setUpFee { return .fee }
            let rest = amount - setUpFee
            if rest == price { return .interval(interval) }
            if let phase = phases.first(where: { $0.price == rest }) { return .interval(phase.interval) }
        }
        guard price.minor > 0, amount.minor % price.minor == 0, amount.minor / price.minor <= Self.mostOutstanding else { return nil }
        return .interval(interval)
    }

    /// Until when the phases at the beginning last that cost nothing; nil where there are none.
    func freeUntil(from start: Moment) -> Moment? {
        var end: Moment?
        for phase in phases {
            guard phase.price.isZero else { break }
            end = phase.interval.end(from: end ?? start, times: phase.times)
        }
        return end
    }
}
