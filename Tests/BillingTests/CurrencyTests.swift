import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Testing

@Suite("Several currencies", .timeLimit(.minutes(10)))
struct CurrencyTests {
    private let world: World
    private var billing: Billing { world.billing }

    init() async throws {
        world = try await World()
        try await world.billing.change { $0.currencies = [.eur, .chf] }
        try await world.billing.plans.change(World.month.rawValue) { $0.prices = [Money(minor: 799, .eur), Money(minor: 850, .chf)] }
        try await world.billing.set(
            TitleTerms(.subscribers, purchase: [Money(minor: 1299, .eur), Money(minor: 1390, .chf)]), of: World.subject)
    }

    private func buyer(_ currency: Currency, _ member: String = "ida", code: String? = nil) -> Purchaser {
        Purchaser(member, currency, provider: OfflineProvider.name, hasConsented: true, code: code)
    }

    private func bought(_ currency: Currency, _ minor: Int64, by member: String) async throws {
        let order = try await billing.checkout.begin(.purchase(World.subject), buyer(currency, member))
        try await billing.markPaid(order.rawValue, number: 1, amount: Money(minor: minor, currency), at: world.time.now)
    }

    private func subscribed(_ currency: Currency, _ minor: Int64, by member: String) async throws -> SubscriptionID {
        let id = try await billing.memberships.subscribe(World.month, buyer(currency, member))
        try await billing.markPaid(id.rawValue, number: 1, amount: Money(minor: minor, currency), at: world.time.now)
        return id
    }

    @Test func whatIsOrderedInACurrencyIsPaidInIt() async throws {
        try await bought(.chf, 1390, by: "ida")
        #expect(try await world.isOpen())
        let paper = try #require(try await billing.invoices.papers(of: "ida").first?.value)
        #expect(paper.charge.total == Money(minor: 1390, .chf) && paper.charge.tax.currency == .chf)
        #expect(try await billing.habit(of: "ida")?.currency == .chf)
        #expect(try await billing.habit(of: "tom") == nil)
        // The same number in another currency is another amount.
        let order = try await billing.checkout.begin(.purchase(World.subject), buyer(.chf, "tom"))
        try await billing.markPaid(order.rawValue, number: 1, amount: Money(minor: 1390, .eur), at: world.time.now)
        #expect(try await !world.isOpen(to: "tom"))
        #expect(try await billing.incidents().map(\.value.kind) == [.unexpectedAmount])
    }

    @Test func nobodyPaysInACurrencyThatTheOfferOrTheHouseHasNot() async throws {
        for (currency, wanted) in [(Currency.usd, Wanted.purchase(World.subject)), (.chf, .purchase(World.other))] {
            await #expect(throws: BillingRefusal.self) { try await billing.checkout.begin(wanted, buyer(currency)) }
        }
        await #expect(throws: BillingRefusal.notThisWay) { try await billing.memberships.subscribe(World.trial, buyer(.chf)) }
        #expect(try await billing.orders(of: "ida").isEmpty)
    }

    @Test func aSubscriptionStaysInItsCurrencyWhateverThePlan() async throws {
        let id = try await subscribed(.chf, 850, by: "ida")
        await #expect(throws: BillingRefusal.notThisWay, "the yearly plan has no price in francs") {
            _ = try await billing.memberships.change(id, of: "ida", to: World.trial)
        }
        try await billing.plans.change(World.trial.rawValue) { $0.prices = [Money(minor: 7900, .eur), Money(minor: 8500, .chf)] }
        _ = try await billing.memberships.change(id, of: "ida", to: World.trial)
        #expect(try await billing.nextTransfer(of: id)?.amount == Money(minor: 8500, .chf))
    }

    @Test func booksAndReportsAddNothingUpAcrossCurrencies() async throws {
        try await bought(.eur, 1299, by: "ida")
        try await bought(.chf, 1390, by: "tom")
        _ = try await subscribed(.eur, 799, by: "ida")
        _ = try await subscribed(.chf, 850, by: "tom")
        let revenue = try await billing.revenue(months: 12)
        #expect(revenue.map(\.currency) == [.chf, .eur])
        #expect(revenue.map { $0.revenue.months.last?.subscribers } == [1, 1])
        #expect(revenue.map { $0.revenue.months.last?.revenue.currency } == [.chf, .eur])

        let entries = try await billing.ledger.entries(from: Moment(milliseconds: 0), until: world.time.now + .seconds(1))
        for currency in [Currency.eur, .chf] {
            let report = RightsReport(entries, minutes: [World.subject: 10], terms: [:], currency: currency)
            #expect(report.lines.allSatisfy { $0.sales.currency == currency && $0.poolShare.currency == currency })
            let net = entries.filter { $0.amount?.currency == currency }.reduce(Int64(0)) {
                $0 + ($1.amount?.minor ?? 0) - ($1.tax?.minor ?? 0)
            }
            #expect(report.lines.reduce(Int64(0)) { $0 + $1.sales.minor + $1.poolShare.minor } == net)
        }
        let table = BooksExport.ledger(entries)
        #expect(table.contains(",12.99,") && table.contains(",EUR,") && table.contains(",13.90,") && table.contains(",CHF,"))
    }

    @Test func aFixedAmountIsOneOfItsOwnCurrencyAndIsNotUsedUpElsewhere() async throws {
        let batch = VoucherBatch(.coupon, note: "festival", off: [Money(minor: 300, .eur)])
        _ = try await billing.vouchers.make(batch, word: "HARBOUR26", uses: 1)
        await #expect(throws: BillingRefusal.voucher(.notForThis)) {
            try await billing.checkout.begin(.purchase(World.subject), buyer(.chf, code: "HARBOUR26"))
        }
        await #expect(throws: BillingRefusal.voucher(.notForThis)) {
            try await billing.memberships.subscribe(World.month, buyer(.chf, code: "HARBOUR26"))
        }
        let order = try await billing.checkout.begin(.purchase(World.subject), buyer(.eur, code: "HARBOUR26"))
        #expect(try await billing.order(order)?.value.charge.total == Money(minor: 999, .eur))
    }

    @Test func partsOfAHundredAreGoodInEveryCurrency() async throws {
        _ = try await billing.vouchers.make(VoucherBatch(.coupon, note: "x", percent: 500_000), word: "HALF2026", uses: 2)
        let order = try await billing.checkout.begin(.purchase(World.subject), buyer(.chf, code: "HALF2026"))
        #expect(try await billing.order(order)?.value.charge.total == Money(minor: 695, .chf))
    }

    @Test func whatIsAskedIsAnAmountThatTheProviderHas() async throws {
        let forint = try #require(Currency("HUF"))
        func forints(_ minor: Int64) -> Money { Money(minor: minor, forint) }
        try await billing.change { $0.currencies = [.eur, forint] }
        try await billing.set(TitleTerms(.subscribers, purchase: [forints(199_900)]), of: World.subject)
        try await billing.plans.change(World.month.rawValue) { plan in
            (plan.prices, plan.isTaxIncluded) = ([Money(minor: 84_900, forint)], false)
        }
        _ = try await billing.vouchers.make(VoucherBatch(.coupon, note: "x", percent: 150_000), word: "FORINT26", uses: 5)
        func payer(_ member: String) -> Purchaser { Purchaser(member, forint, provider: "bank", hasConsented: true, code: "FORINT26") }

        let id = try await billing.checkout.begin(.purchase(World.subject), payer("ida"))
        let order = try #require(try await billing.order(id)).value
        #expect(order.charge.total == forints(169_900) && order.discount == forints(30_000), "and not 1699.15")
        try await world.agree(id.rawValue, "ida")
        #expect(try await world.isOpen())
        #expect(try await billing.invoices.papers(of: "ida").first?.value.charge == order.charge)
        #expect(try await billing.ledger.entries(of: "ida").first?.amount == order.charge.total)

        let quote = try await billing.memberships.quote(World.month, for: "tom", forint, country: nil)
        #expect(quote.charge.total == forints(101_000), "and not 1010.31")
        let subscription = try await billing.memberships.subscribe(World.month, payer("tom"))
        try await world.agree(subscription.rawValue, "tom")
        #expect(try await world.isOpen(to: "tom"))
        #expect(try await billing.ledger.entries(of: "tom").first?.amount == forints(85_900), "15 % less of what is asked")
        #expect(try await billing.incidents().isEmpty)
    }

    @Test func taxFollowsThePayersCountry() async throws {
        try await billing.change { $0.taxByCountry = ["CH": TaxRate(percent: "8.1")!] }
        let quote = try await billing.memberships.quote(World.month, for: "ida", .chf, country: "CH")
        #expect(quote.charge.tax == Money(minor: 64, .chf) && quote.charge.total == Money(minor: 850, .chf))
        var payer = buyer(.chf)
        payer.country = "CH"
        let id = try await billing.memberships.subscribe(World.month, payer)
        try await billing.markPaid(id.rawValue, number: 1, amount: Money(minor: 850, .chf), at: world.time.now)
        #expect(try await billing.invoices.papers(of: "ida").first?.value.charge.rate.percent == "8.1")
        #expect(try await billing.habit(of: "ida")?.country == "CH")
    }
}
