import KinoraKernel

/// What subscriptions bring in a month, month by month, and how many of their members went; by the ledger alone.
///
/// A payment for a plan counts from its beginning to its end, net of tax, spread over as many months as it pays for: a twelfth of a year's.
/// Payments of which nothing is left count for nothing. Four weeks count as a month.
package struct RecurringRevenue: Hashable, Sendable {
    package struct Month: Hashable, Sendable {
        package var from: Moment
        package var until: Moment
        /// At its end.
        package var revenue: Money
        /// Subscriptions that were paid at its end.
        package var subscribers: Int
        /// At its beginning.
        package var before: Int
        /// Of those at its beginning, not there at its end.
        package var lost: Int

        /// Of a hundred, how many went; zero where nobody was there.
        package var churn: Double { before == 0 ? 0 : Double(lost) * 100 / Double(before) }
    }

    /// From the oldest on.
    package let months: [Month]

    /// 30.436875 days: a twelfth of a year of the Gregorian calendar, in seconds.
    private static let month: Int64 = 2_629_746
    /// So far a number of months may be from a whole one, in seconds: February is short.
    private static let tolerance: Int64 = 3 * 86_400

    /// - Parameters:
    ///   - entries: of the time that is looked at and of the longest interval before it.
    ///   - count: so many months, of which the last ends now.
    package init(_ entries: [LedgerEntry], _ currency: Currency, count: Int, until now: Moment) {
        self.init(
            entries, currency, bounds: (0...max(1, count)).map { now - .seconds(Self.month * Int64(max(1, count) - $0)) })
    }

    init(_ months: [Month]) { self.months = months }

    /// - Parameter ends: the beginning of the first month, and the end of each.
    package init(_ entries: [LedgerEntry], _ currency: Currency, bounds ends: [Moment]) {
        let paid = Self.paid(entries, currency)
        months = zip(ends, ends.dropFirst()).map { start, end in
            let (first, last) = (Self.deals(paid, at: start), Self.deals(paid, at: end))
            let revenue = paid.filter { $0.from <= end && end < $0.until }.reduce(Money.zero(currency)) { $0 + $1.monthly }
            return Month(
                from: start, until: end, revenue: revenue, subscribers: last.count, before: first.count, lost: first.subtracting(last).count
            )
        }
    }

    private struct Paid {
        var deal: String
        var from: Moment
        var until: Moment
        var monthly: Money
    }

    /// Whoever pays late did not go.
    private static func deals(_ paid: [Paid], at moment: Moment) -> Set<String> {
        Set(paid.filter { $0.from <= moment && moment < $0.until + Entitlements.slack }.map(\.deal))
    }

    private static func paid(_ entries: [LedgerEntry], _ currency: Currency) -> [Paid] {
        let entries = Set(entries)
        var left: [String: Int64] = [:]
        for entry in entries { if let payment = entry.payment { left[payment, default: 0] += entry.amount?.minor ?? 0 } }
        return entries.compactMap { entry in
            guard entry.kind == .payment, let deal = entry.deal, let amount = entry.amount, amount.currency == currency,
                let access = entry.access, case .plan = access.scope, let until = access.until, (left[entry.key] ?? 0) > 0
            else { return nil }
            let seconds = Int64(until.since(access.from).inSeconds)
            guard seconds > 0 else { return nil }
            let net = amount - (entry.tax ?? .zero(currency))
            let whole = (seconds + month / 2) / month
            let isWhole = whole >= 1 && abs(seconds - whole * month) <= tolerance
            let monthly = isWhole ? net.times(1, dividedBy: whole) : net.times(month, dividedBy: seconds)
            return Paid(deal: deal, from: access.from, until: until, monthly: monthly)
        }
    }
}
