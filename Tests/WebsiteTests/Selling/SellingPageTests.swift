import Foundation
import HTTPTypes
import KinoraAccounts
import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraWebsite

@Suite("The owner's pages about selling", .timeLimit(.minutes(10)))
struct SellingPageTests {
    private let counter: Counter
    private var billing: Billing { counter.billing }

    init() async throws { counter = try await Counter() }

    private static let plan = [
        "name": "Monthly", "prices": "7.99 EUR, 8.50 CHF", "every": "1", "unit": "month", "trial": "14", "place": "0", "included": "yes",
        "offered": "yes",
    ]

    @Test func aPlanIsOfferedChangedAndRetired() async throws {
        try await counter.post("/selling/plans", Self.plan)
        let plan = try #require(try await billing.offeredPlans().first)
        #expect(plan.value.prices == [Money(minor: 799, .eur), Money(minor: 850, .chf)])
        #expect(plan.value.trialDays == 14 && plan.value.interval == .month)
        #expect(try await counter.get("/selling/plans").contains("Monthly"))
        #expect(try await counter.get("/account/payments").contains("Monthly"))

        var dearer = Self.plan
        (dearer["prices"], dearer["offered"], dearer["summary"]) = ("9.99 EUR", nil, "All <i>films</i>")
        try await counter.post("/selling/plans/\(plan.id)", dearer)
        let changed = try #require(try await billing.plans.read(plan.id)).value
        #expect(changed.prices == [Money(minor: 999, .eur)] && !changed.isOffered)
        #expect(try await counter.get("/selling/plans").contains("not offered any more"))
        #expect(try await counter.get("/selling/plans/\(plan.id)").contains("All &lt;i&gt;films"))
        #expect(try await !counter.get("/account/payments").contains("Monthly"))
    }

    @Test func whatCannotBeUnderstoodIsSaidAndNothingIsKept() async throws {
        for (name, value) in [
            ("prices", "free"), ("prices", "7.99 EUR, 6 EUR"), ("every", "13"), ("trial", "0"), ("name", " "), ("place", "x"),
        ] {
            var wrong = Self.plan
            wrong[name] = value
            let page = try await counter.post("/selling/plans", wrong, .badRequest)
            #expect(page.contains("This cannot be used"), "\(name)")
            #expect(page.contains("value=\"14\"") || name == "trial", "what was typed is still there")
        }
        #expect(try await billing.plans.count() == 0)
        try await counter.get("/selling/plans/nothing", .notFound)
    }

    @Test func theHouseBeginsToSellAndEnds() async throws {
        let rules = [
            "open": "yes", "opening": "subscribers", "currencies": "EUR, CHF", "tax": "19", "rates": "AT 20, CH 8.1",
            "seller": "Lantern Films\n1 Main Street", "prefix": "K", "bank": "DE00 99", "grace": "5", "donation": "2 EUR",
            "included": "yes",
        ]
        try await counter.post("/selling/rules", rules)
        let kept = try await billing.rules()
        #expect(kept.isOpen && kept.opening == .subscribers && kept.currencies == [.eur, .chf] && kept.graceDays == 5)
        #expect(kept.taxByCountry["CH"] == TaxRate(percent: "8.1") && kept.seller == ["Lantern Films", "1 Main Street"])
        #expect(kept.leastDonation == [Money(minor: 200, .eur)])
        #expect(try await counter.get("/selling/rules").contains("AT 20, CH 8.1"))

        for (name, value) in [("currencies", "EURO"), ("currencies", "EUR EUR"), ("tax", "many"), ("rates", "Austria 20"), ("grace", "61")]
        {
            var wrong = rules
            wrong[name] = value
            #expect(try await counter.post("/selling/rules", wrong, .badRequest).contains("This cannot be used"))
        }
        var closed = rules
        closed["open"] = nil
        try await counter.post("/selling/rules", closed)
        #expect(try await counter.get("/selling").contains("sells nothing at present"))
        try await counter.get("/account/payments", .notFound)
    }

    @Test func aTitleHasTermsOfItsOwnAndLosesThem() async throws {
        let film = try await counter.house.film(.init(title: "Harbour & <Sea>", year: 2001))
        let page = "/selling/terms?title=film/\(film)"
        #expect(try await counter.get(page).contains("Harbour &amp; &lt;Sea&gt;"))
        #expect(try await counter.get("/edit/film-\(film)").contains("/selling/terms?title=film%2F\(film)"))
        #expect(try await counter.get("/selling/titles?q=harb").contains("Harbour"))
        let terms = [
            "opening": "buyers", "rent": "3.99 EUR", "begin": "720", "finish": "24", "buy": "12.99 EUR", "from": "2025-01-01",
            "until": "2030-01-31", "holder": "Aurora", "share": "50",
        ]
        try await counter.post(page, terms)
        let kept = try #require(try await Records<TitleTerms>(in: billing.store).read("film/\(film)")).value
        #expect(kept.rental?.hoursToFinish == 24 && kept.purchase == [Money(minor: 1299, .eur)] && kept.holdersShare == 500_000)
        #expect(kept.soldUntil?.iso8601 == "2030-01-31T00:00:00.000Z")
        #expect(try await counter.get("/selling/titles").contains("Aurora"))
        for (name, value) in [("until", "2030-02-30"), ("rent", "x"), ("share", "101"), ("begin", "0")] {
            var wrong = terms
            wrong[name] = value
            #expect(try await counter.post(page, wrong, .badRequest).contains("This cannot be used"), "\(name)")
        }
        try await counter.post(page, ["opening": "house", "begin": "720", "finish": "48"])
        #expect(try await Records<TitleTerms>(in: billing.store).read("film/\(film)") == nil)
        try await counter.get("/selling/terms?title=film/nothing", .notFound)
        try await counter.get("/selling/terms?title=../etc/passwd", .notFound)
    }

    @Test func moneyAtTheBankIsMarkedOnceHoweverOftenItIsSaid() async throws {
        let order = try await counter.ordered()
        let page = try await counter.get("/selling")
        #expect(page.contains(order) && page.contains("Ida &lt;b&gt;") && page.contains("10.00 EUR"))
        let action = "/selling/transfers?reference=\(order)&number=1"
        try await counter.post(action, ["amount": "10.00 EUR"])
        try await counter.post(action, ["amount": "10.00 EUR"])
        #expect(try await billing.order(OrderID(order))?.value.state == .paid)
        #expect(try await billing.ledger.entries(of: "m").filter { $0.kind == .payment }.count == 1)
        #expect(try await !counter.get("/selling").contains(order))
        try await counter.post("/selling/transfers?reference=nothing&number=1", ["amount": "10.00 EUR"], .conflict)
        try await counter.post(action, ["amount": "much"], .badRequest)
    }

    @Test func aPaymentIsGivenBackInPartsAndNeverMoreThanIsLeft() async throws {
        let order = try await counter.ordered()
        try await counter.post("/selling/transfers?reference=\(order)&number=1", ["amount": "10 EUR"])
        let key = LedgerEntry.paymentKey("offline", "\(order)-1")
        let page = SellingPlace.payment(key).address
        #expect(try await counter.get("/selling/payments").contains(page.replacing("&", with: "&amp;")))
        #expect(try await counter.get("/selling/payments?q=ida%40example.org").contains("10.00 EUR"))
        #expect(try await counter.get("/selling/payments?q=otto%40example.org").contains("Nothing found"))
        #expect(try await counter.get(page).contains("10.00 EUR are left"))

        let token = Identifier<Refunds>.make().rawValue
        try await counter.post("\(page)&token=\(token)", ["amount": "4 EUR"])
        try await counter.post("\(page)&token=\(token)", ["amount": "4 EUR"])
        #expect(try await billing.refunds.left(of: key) == Money(minor: 600, .eur), "the same form sent twice is one refund")
        let other = Identifier<Refunds>.make().rawValue
        #expect(try await counter.post("\(page)&token=\(other)", ["amount": "6.01 EUR"], .badRequest).contains("more than is left"))
        try await counter.post("\(page)&token=x", ["amount": "1 EUR"], .badRequest)
        try await counter.post("\(page)&token=\(other)", ["amount": "6 EUR"])
        #expect(try await counter.get(page).contains("All of it went back"))
        #expect(try await billing.ledger.entitlements(of: "m").holdings.isEmpty)
    }

    @Test func aGiftThatWasRedeemedIsTakenBackWhereItsMoneyWentBack() async throws {
        let plan = try await billing.plans.insert(Plan(name: "Monthly", interval: .month, prices: [Money(minor: 799, .eur)]))
        let order = try await billing.checkout.begin(
            .giftPlan(PlanID(plan.id), intervals: 3), Purchaser("m", .eur, provider: OfflineProvider.name, hasConsented: true))
        try await billing.markPaid(order.rawValue, number: 1, amount: Money(minor: 2397, .eur), at: billing.time.now)
        let paid = try #require(try await billing.order(order)).value
        let code = try #require(billing.giftCode(of: paid))
        _ = try await billing.vouchers.redeem(code, by: "m")
        let page = SellingPlace.payment(LedgerEntry.paymentKey("offline", "\(order)-1")).address
        #expect(try await !counter.get(page).contains("redeemed this gift"), "it is paid")

        try await counter.post("\(page)&token=\(Identifier<Refunds>.make().rawValue)", ["amount": "23.97 EUR"])
        let text = try await counter.get(page)
        let given = try #require(try await billing.ledger.entries(of: "m").first { $0.kind == .given })
        let action = "/selling/favours/withdraw?entry=\(SellingPlace.encode(given.key))"
        #expect(text.contains("ida@example.org redeemed this gift and keeps it (open until") && text.contains("action=\"\(action)\""))
        try await counter.post(action)
        #expect(try await billing.ledger.entitlements(of: "m").open(at: billing.time.now).isEmpty)
        #expect(try await !counter.get(page).contains("redeemed this gift"))
    }

    @Test func codesComeAsATableOnceOrAreAWordOfOnesOwn() async throws {
        let press = [
            "purpose": "press", "scope": "everything", "note": "=critics", "count": "3", "uses": "1", "payments": "1", "days": "30",
        ]
        let table = try await counter.post("/selling/codes", press, .ok)
        #expect(table.split(separator: "\r\n").count == 4 && table.hasPrefix("code\r\n"))
        let code = String(table.split(separator: "\r\n")[1])
        _ = try await billing.vouchers.redeem(code, by: "m")
        var page = try await counter.get("/selling/codes")
        #expect(page.contains("Press: =critics") && page.contains("uses: 1") && !page.contains(code))

        let coupon = [
            "purpose": "coupon", "scope": "everything", "note": "festival", "count": "1", "uses": "100", "payments": "3", "percent": "20",
            "word": "FESTIVAL26", "once": "yes", "until": "2030-01-01",
        ]
        try await counter.post("/selling/codes", coupon)
        #expect(try await counter.post("/selling/codes", coupon, .badRequest).contains("is a code already"))
        for (name, value) in [("percent", ""), ("percent", "101"), ("off", "1 EUR"), ("count", "10001"), ("word", "é"), ("title", "films")]
        {
            var wrong = coupon
            wrong["word"] = "OTHER1"
            wrong[name] = value
            #expect(try await counter.post("/selling/codes", wrong, .badRequest).contains("This cannot be used"), "\(name) \(value)")
        }
        let batch = try #require(try await billing.vouchers.made(atMost: 10).first { $0.value.purpose == .coupon })
        #expect(batch.value.percent == 200_000 && batch.value.payments == 3 && batch.value.isOncePerMember)
        let until = try #require(batch.value.validUntil)
        let next = try #require(SellingForm.day("2030-01-02"))
        #expect(until.typedDay == "2030-01-01" && next.since(until) == .milliseconds(1), "good on its last day, too")
        try await counter.post("/selling/codes/\(batch.id)/revoke")
        page = try await counter.get("/selling/codes")
        #expect(page.contains("cannot be used any more"))
        try await counter.post("/selling/codes/nothing/revoke", [:], .notFound)
    }

    @Test func somethingIsOpenedForSomebodyAndTakenBack() async throws {
        let token = Identifier<LedgerEntry>.make().rawValue
        let fields = ["member": "Ida@Example.org", "scope": "everything", "days": "30", "note": "jury"]
        try await counter.post("/selling/favours?token=\(token)", fields)
        try await counter.post("/selling/favours?token=\(token)", fields)
        #expect(try await billing.ledger.entitlements(of: "m").open(at: billing.time.now).count == 1)
        #expect(try await counter.get("/selling/favours").contains("jury"))
        var stranger = fields
        stranger["member"] = "otto@example.org"
        #expect(try await counter.post("/selling/favours?token=\(token)", stranger, .badRequest).contains("This cannot be used"))
        try await counter.post("/selling/favours/withdraw?entry=favour/\(token)")
        #expect(try await billing.ledger.entitlements(of: "m").open(at: billing.time.now).isEmpty)
        #expect(try await counter.get("/selling/favours").contains("taken back"))
        try await counter.post("/selling/favours/withdraw?entry=nothing", [:], .notFound)
    }

    @Test func aPassIsMadeOfThePagesOfItsTitles() async throws {
        let film = try await counter.house.film(.init(title: "Harbour", year: 2001))
        let fields = [
            "name": "Festival", "prices": "30 EUR", "subjects": "/films/\(film)\n/series/abc/season/2", "offered": "yes", "days": "90",
            "until": "2030-12-31",
        ]
        try await counter.post("/selling/passes", fields)
        let pass = try #require(try await billing.passes.find().first)
        #expect(pass.value.subjects.map(\.rawValue) == ["film/\(film)", "season/abc/2"])
        let until = try #require(pass.value.until)
        let last = try #require(SellingForm.day("2030-12-31"))
        #expect(until.since(last) == .milliseconds(86_399_999), "open on its last day, too")
        #expect(try await counter.get("/selling/passes").contains("2 titles"))
        #expect(try await counter.get("/selling/passes/\(pass.id)").contains("season/abc/2"))
        var wrong = fields
        wrong["subjects"] = "http://elsewhere"
        try await counter.post("/selling/passes/\(pass.id)", wrong, .badRequest)
        wrong["subjects"] = "film/\(film)"
        try await counter.post("/selling/passes/\(pass.id)", wrong)
        #expect(try await billing.passes.read(pass.id)?.value.subjects.count == 1)
    }

    @Test func theBooksAreTables() async throws {
        let order = try await counter.ordered()
        try await counter.post("/selling/transfers?reference=\(order)&number=1", ["amount": "10 EUR"])
        #expect(try await counter.get("/selling/books").contains("/selling/books/invoices?year=2025"))
        #expect(try await counter.get("/selling/books/ledger").contains(",payment,10.00,1.60,"))
        #expect(try await counter.get("/selling/books/ledger?from=2024-01-01&until=2025-01-01").split(separator: "\r\n").count == 1)
        #expect(try await counter.get("/selling/books/invoices?year=2025").contains("2025-0001"))
        #expect(try await counter.get("/selling/books/holders?days=30&currency=EUR").contains("Harbour"))
        try await counter.get("/selling/books/invoices?year=x", .badRequest)
        try await counter.get("/selling/books/holders?days=30&currency=GOLD", .badRequest)
        #expect(try await counter.post("/selling/reconcile", [:], .ok).contains("were looked at"))
    }

    @Test func theOverviewShowsWhatPlansBringAndWhoPays() async throws {
        try await counter.post("/selling/plans", Self.plan.filter { $0.key != "trial" })
        let plan = PlanID(try #require(try await billing.offeredPlans().first).id)
        let id = try await billing.memberships.subscribe(
            plan, Purchaser("m", .eur, provider: OfflineProvider.name, hasConsented: true))
        try await counter.post("/selling/transfers?reference=\(id)&number=1", ["amount": "7.99 EUR"])
        let page = try await counter.get("/selling")
        #expect(page.contains("6.71 EUR"), "7.99 without 19 % tax")
        #expect(page.contains("Monthly revenue") && page.contains("<svg") && page.contains("Ida &lt;b&gt; · ida@example.org"))
        #expect(page.contains("7.99 EUR every month"))
        #expect(try await counter.get("/selling/subscribers").contains("ida@example.org"))
        #expect(try await counter.get("/dashboard").contains("href=\"/selling\""))
    }
}
