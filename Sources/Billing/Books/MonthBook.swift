import Foundation
import KinoraDocuments
import KinoraKernel

/// Keeps the sums of each month (`RevenueMonth`).
///
/// 1. Whoever books something about a plan says so before and behind it (`touch`): the months that it counts in lose their sums. 2. Whoever
/// looks reads what is kept, and adds up what is missing, in one pass. What was touched meanwhile is not kept. 3. Once a day everything is
/// added up anew from the ledger, whatever stands.
package struct MonthBook: Sendable {
    let store: any DocumentStore
    let ledger: Ledger
    let zone: TimeZone
    let time: any TimeSource

    /// Months that are kept up to date.
    package static let reach = 12
    /// Sums of the running month are good for so long.
    static let freshness = Duration.seconds(600)
    /// The longest interval is a year; the rest is for leap days and for who pays late.
    private static let lookBack = Duration.seconds(372 * 86_400)

    private var records: Records<RevenueMonth> { Records(in: store) }

    // MARK: Looking

    /// In each currency in which something was paid, for so many months, of which the last runs.
    package func revenue(months: Int) async throws -> [(currency: Currency, revenue: RecurringRevenue)] {
        let now = time.now
        let last = serial(of: now)
        let wanted = (last - months + 1)...last
        var kept = try await kept(wanted)
        let missing = wanted.filter { !isGood(kept[$0], $0, last, now) }
        if let first = missing.first, let end = missing.last {
            for (serial, month) in try await add(first...end, kept, now) where missing.contains(serial) { kept[serial] = month }
        }
        let lines = wanted.flatMap { kept[$0]?.lines ?? [] }
        return Set(lines.map(\.revenue.currency)).sorted { $0.code < $1.code }.map { currency in
            (
                currency,
                RecurringRevenue(
                    wanted.map { serial in
                        let line = kept[serial]?.lines?.first { $0.revenue.currency == currency }
                        return RecurringRevenue.Month(
                            from: start(of: serial), until: min(start(of: serial + 1), now), revenue: line?.revenue ?? .zero(currency),
                            subscribers: line?.subscribers ?? 0, before: line?.before ?? 0, lost: line?.lost ?? 0)
                    })
            )
        }
    }

    private func kept(_ serials: ClosedRange<Int>) async throws -> [Int: RevenueMonth] {
        let filter: Filter = .and([
            .atLeast("serial", .int(Int64(serials.lowerBound))), .atMost("serial", .int(Int64(serials.upperBound))),
        ])
        let found = try await records.find(Query(filter, limit: serials.count)).map(\.value)
        return Dictionary(found.map { ($0.serial, $0) }) { $1 }
    }

    private func isGood(_ month: RevenueMonth?, _ serial: Int, _ last: Int, _ now: Moment) -> Bool {
        guard let month, month.lines != nil, let until = month.until else { return false }
        if serial == last { return until <= now && now.since(until) < Self.freshness }
        return until == start(of: serial + 1)
    }

    // MARK: Keeping

    /// Something is booked that counts for this time.
    func touch(_ access: Access) async throws {
        let now = time.now
        let last = serial(of: now)
        let first = max(serial(of: access.from), last - Self.reach)
        let end = min(access.until.map { serial(of: $0 + Entitlements.slack) + 1 } ?? last, last)
        guard first <= end else { return }
        for serial in first...end {
            // One step, so that many payments at once do not wait for each other. Where nothing is kept, whoever adds up writes first that it
            // begins, and hears of what comes meanwhile.
            _ = try await records.findAndModify(
                Query(.equal("_id", .string(Self.name(serial)))), [.increment("generation", by: 1), .unset("lines"), .unset("until")])
        }
    }

    /// Adds up all months anew, from the ledger alone.
    package func rebuild() async throws {
        let now = time.now
        let last = serial(of: now)
        let all = (last - Self.reach + 1)...last
        _ = try await add(all, try await kept(all), now)
    }

    /// Adds up some months, and keeps those that nobody touched meanwhile.
    private func add(_ serials: ClosedRange<Int>, _ known: [Int: RevenueMonth], _ now: Moment) async throws -> [Int: RevenueMonth] {
        for serial in serials where known[serial] == nil {
            do {
                _ = try await records.insert(RevenueMonth(serial: serial), id: Self.name(serial))
            } catch StoreError.exists {}
        }
        let entries = try await entries(since: start(of: serials.lowerBound) - Self.lookBack, now)
        let bounds = serials.map { start(of: $0) } + [min(start(of: serials.upperBound + 1), now)]
        let currencies = Set(entries.compactMap(\.amount?.currency))
        var months: [Int: RevenueMonth] = [:]
        for serial in serials {
            var month = RevenueMonth(serial: serial)
            (month.lines, month.until) = ([], bounds[serial - serials.lowerBound + 1])
            months[serial] = month
        }
        for currency in currencies {
            for (serial, month) in zip(serials, RecurringRevenue(entries, currency, bounds: bounds).months)
            where month.subscribers > 0 || month.before > 0 || !month.revenue.isZero {
                months[serial]?.lines?.append(
                    .init(revenue: month.revenue, subscribers: month.subscribers, before: month.before, lost: month.lost))
            }
        }
        for (serial, month) in months {
            let generation = known[serial]?.generation ?? 0
            try await records.change(Self.name(serial), startingFrom: RevenueMonth(serial: serial)) { standing in
                guard standing.generation == generation else { return }
                (standing.lines, standing.until) = (month.lines, month.until)
            }
        }
        return months
    }

    /// What can count: payments for plans that reach into the time, and what was paid back since.
    private func entries(since: Moment, _ now: Moment) async throws -> [LedgerEntry] {
        try await ledger.entries(of: [.payment, .refund, .disputeLost], from: since, until: now + .seconds(86_400))
    }

    // MARK: The calendar

    func serial(of moment: Moment) -> Int {
        let parts = calendar.dateComponents([.year, .month], from: moment.date)
        return (parts.year ?? 1970) * 12 + (parts.month ?? 1) - 1
    }

    func start(of serial: Int) -> Moment {
        let parts = DateComponents(year: serial / 12, month: serial % 12 + 1, day: 1)
        guard let date = calendar.date(from: parts) else { preconditionFailure("The calendar knows no such month.") }
        return Moment(date)
    }

    private var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }

    private static func name(_ serial: Int) -> String { "month-\(serial)" }
}
