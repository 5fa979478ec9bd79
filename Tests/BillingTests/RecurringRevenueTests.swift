import KinoraBilling
import KinoraKernel
import Testing

@Suite("What plans bring in a month")
struct RecurringRevenueTests {
    private let now = Moment(milliseconds: 1_760_000_000_000)

    private func payment(_ deal: String, _ minor: Int64, days: Int, ago: Int, tax: Int64 = 0) -> LedgerEntry {
        let from = now - .seconds(ago * 86_400)
        let key = "p/payment/\(deal)-\(ago)"
        var entry = LedgerEntry(.payment, key: key, member: deal, at: from)
        (entry.deal, entry.payment, entry.amount, entry.tax) = (deal, key, Money(minor: minor, .eur), Money(minor: tax, .eur))
        entry.access = Access(.plan(PlanID("plan")), from: from, until: from + .seconds(days * 86_400))
        return entry
    }

    private func back(_ entry: LedgerEntry, _ minor: Int64) -> LedgerEntry {
        var refund = LedgerEntry(.refund, key: "r/\(entry.key)", member: entry.member, at: now)
        (refund.payment, refund.amount, refund.deal) = (entry.payment, Money(minor: -minor, .eur), entry.deal)
        return refund
    }

    private func last(_ entries: [LedgerEntry]) throws -> RecurringRevenue.Month {
        try #require(RecurringRevenue(entries, .eur, count: 12, until: now).months.last)
    }

    @Test func aYearsPaymentIsATwelfthInEachMonth() throws {
        let revenue = RecurringRevenue([payment("a", 12000, days: 365, ago: 200)], .eur, count: 12, until: now)
        #expect(revenue.months.count == 12)
        #expect(revenue.months.map(\.revenue.minor) == [0, 0, 0, 0, 0, 1000, 1000, 1000, 1000, 1000, 1000, 1000])
        #expect(revenue.months.allSatisfy { $0.lost == 0 })
    }

    @Test(arguments: [28, 29, 30, 31]) func aMonthIsAMonthHoweverLong(days: Int) throws {
        #expect(try last([payment("a", 799, days: days, ago: 3)]).revenue.minor == 799)
    }

    @Test func aWeekCountsForFourAndAThird() throws {
        #expect(try last([payment("a", 100, days: 7, ago: 3)]).revenue.minor == 435)
    }

    @Test func taxIsNotRevenueAndWhatWentBackWhollyIsNone() throws {
        let (paid, gone, part) = (
            payment("a", 1190, days: 30, ago: 3, tax: 190), payment("b", 500, days: 30, ago: 3), payment("c", 500, days: 30, ago: 3)
        )
        let month = try last([paid, gone, part, back(gone, 500), back(part, 100)])
        #expect(month.revenue.minor == 1500)
        #expect(month.subscribers == 2)
    }

    @Test func whoDoesNotPayAnyMoreIsLostAndWhoIsLateIsNot() throws {
        let month = try last([
            payment("stays", 100, days: 30, ago: 59), payment("stays", 100, days: 30, ago: 29), payment("leaves", 100, days: 30, ago: 45),
            payment("late", 100, days: 30, ago: 31), payment("new", 100, days: 30, ago: 2),
        ])
        #expect(month.before == 3)
        #expect(month.lost == 1)
        #expect(month.subscribers == 3)
        #expect(abs(month.churn - 100.0 / 3) < 0.001)
    }

    @Test func factsHeardTwiceAndInAnyOrderCountOnce() throws {
        let entries = [payment("a", 700, days: 30, ago: 5), payment("b", 700, days: 30, ago: 5)]
        #expect(
            RecurringRevenue(entries + entries.reversed(), .eur, count: 3, until: now)
                == RecurringRevenue(entries, .eur, count: 3, until: now))
        #expect(try last(entries).revenue.minor == 1400)
    }

    @Test func otherCurrenciesAndNothingAtAllAreNothing() throws {
        let chf = RecurringRevenue([payment("a", 700, days: 30, ago: 5)], .chf, count: 3, until: now)
        #expect(chf.months.allSatisfy { $0.revenue.isZero && $0.subscribers == 0 && $0.churn == 0 })
    }
}
