import KinoraKernel

/// What each title brought in a time, and what its rights holder gets of it.
///
/// - What a title was rented or bought for is counted for it: net, refunds taken off.
/// - What subscriptions, passes and the like brought (net) is given out by the minutes for which titles with a rights holder or without one
///   were watched; nothing is lost by rounding (`Money.allocated`).
/// - A holder gets `holdersShare` of both, each title rounded by itself. Currencies are kept apart.
package struct RightsReport: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package var subject: SaleSubject
        package var holder: String?
        package var minutes: Int64
        package var sales: Money
        package var poolShare: Money
        package var due: Money
    }

    package let lines: [Line]

    /// - Parameters:
    ///   - entries: of the time.
    ///   - minutes: for which each title was watched in it.
    ///   - parents: what titles belong to, whose rights holder counts where they have none of their own.
    package init(
        _ entries: [LedgerEntry], minutes: [SaleSubject: Int64], terms: [SaleSubject: TitleTerms],
        parents: [SaleSubject: SaleSubject] = [:],
        currency: Currency
    ) {
        var sales: [SaleSubject: Money] = [:]
        var pool = Money.zero(currency)
        for entry in entries {
            guard let amount = entry.amount, amount.currency == currency, entry.isDonation != true else { continue }
            let net = amount - (entry.tax ?? .zero(currency))
            if let subject = entry.subject {
                sales[subject] = (sales[subject] ?? .zero(currency)) + net
            } else {
                pool = pool + net
            }
        }
        let subjects = Set(sales.keys).union(minutes.keys).sorted { $0.rawValue < $1.rawValue }
        guard !subjects.isEmpty else {
            lines = []
            return
        }
        let shares = pool.allocated(by: subjects.map { max(0, minutes[$0] ?? 0) })
        let isWatched = minutes.values.contains { $0 > 0 }
        lines = zip(subjects, shares).map { subject, share in
            let sold = sales[subject] ?? .zero(currency)
            let share = isWatched ? share : .zero(currency)
            let held = [subject, parents[subject]].compactMap(\.self).compactMap { terms[$0] }.first { $0.rightsHolder != nil }
            let holder = held?.rightsHolder
            let due = held.map { (sold + share).share(millionths: $0.holdersShare ?? 0) } ?? .zero(currency)
            return Line(subject: subject, holder: holder, minutes: minutes[subject] ?? 0, sales: sold, poolShare: share, due: due)
        }
    }

    /// - Parameter names: what people call the titles.
    package func csv(_ names: [SaleSubject: String]) -> String {
        let head = CSVText.line(["holder", "title", "minutes", "sales", "share of subscriptions", "due", "currency"])
        return lines.reduce(into: head) { text, line in
            text += CSVText.line([
                line.holder ?? "", names[line.subject] ?? line.subject.rawValue, String(line.minutes), line.sales.decimal,
                line.poolShare.decimal, line.due.decimal, line.due.currency.code,
            ])
        }
    }
}
