import HTTPTypes
import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraWebsite

@Suite("Prices in several currencies, and where the payer lives", .timeLimit(.minutes(10)))
struct CurrencyPageTests {
    private var counter: Counter
    private let film: FilmID
    private var billing: Billing { counter.billing }

    init() async throws {
        counter = try await Counter()
        counter.role = .member
        film = try await counter.house.film(.init(title: "Harbour", year: 2001))
        try await counter.billing.change { $0.currencies = [.eur, .chf] }
        let terms = TitleTerms(
            .buyers, rental: RentalTerms(prices: [Money(minor: 399, .eur)]),
            purchase: [Money(minor: 1299, .eur), Money(minor: 1390, .chf)])
        try await counter.billing.set(terms, of: .film(film))
    }

    private var buy: String { "/account/payments/order?buy=film/\(film)" }

    private func order(_ place: String) async throws -> Order {
        let id = String(place.split(separator: "/").last ?? "")
        return try #require(try await billing.order(OrderID(id))).value
    }

    @Test(
        arguments: [
            (nil, "12.99 EUR"), ("en", "12.99 EUR"), ("de-CH, de;q=0.9", "13,90 CHF"), ("fr, it-CH;q=0.5", "13,90 CHF"),
            ("en-US", "12.99 EUR"),
            ("de-zz", "12,99 EUR"), ("x;;--, \u{e9}-CH", "12.99 EUR"),
        ] as [(String?, String)])
    func theBrowsersCountryChoosesAmongWhatTheOfferHas(language: String?, price: String) async throws {
        var counter = counter
        counter.language = language
        let page = try await counter.get("/films/\(film)")
        #expect(page.contains(price), "\(page)")
        #expect(
            page.contains(price.contains(",") ? "3,99 EUR" : "3.99 EUR"), "what has no price in francs is shown in the house’s own currency"
        )
        #expect(try await counter.get(buy).contains(price))
    }

    @Test func theMemberChoosesAndTheChoiceIsKeptInMind() async throws {
        let page = try await counter.get(buy)
        #expect(page.contains("12.99 EUR") && page.contains("currency=CHF") && page.contains("Pay in CHF instead"))
        let francs = try await counter.get("\(buy)&currency=CHF")
        #expect(
            francs.contains("13.90 CHF in all") && francs.contains("action=\"/account/payments/order?buy=film/\(film)&amp;currency=CHF\""))
        let place = try await counter.post("\(buy)&currency=CHF", ["provider": "offline", "consent": "yes"])
        #expect(try await order(place).charge.total == Money(minor: 1390, .chf))
        #expect(try await counter.get(place).contains("Send 13.90 CHF to DE00 1234"))
        let other = try await counter.house.film(.init(title: "Later", year: 2002))
        try await billing.set(
            TitleTerms(.buyers, purchase: [Money(minor: 900, .eur), Money(minor: 950, .chf)]), of: .film(other))
        #expect(try await counter.get("/films/\(other)").contains("9.50 CHF"), "as they paid last")
    }

    @Test(arguments: ["USD", "GOLD", "chf", "", "CHF%00"]) func anotherCurrencyIsNotTaken(code: String) async throws {
        #expect(try await counter.get("\(buy)&currency=\(code)").contains("12.99 EUR in all"))
        let place = try await counter.post("\(buy)&currency=\(code)", ["provider": "offline", "consent": "yes"])
        #expect(try await order(place).charge.total.currency == .eur)
    }

    @Test func plansGiftsAndDonationsAreHadInEachCurrency() async throws {
        let prices = [Money(minor: 799, .eur), Money(minor: 850, .chf), Money(minor: 899, .usd)]
        let plan = try await billing.plans.insert(Plan(name: "Monthly", interval: .month, prices: prices)).id
        try await billing.change { $0.leastDonation = [Money(minor: 200, .eur), Money(minor: 300, .chf)] }
        let page = try await counter.get("/account/payments")
        #expect(page.contains("7.99 EUR, 8.50 CHF every month") && !page.contains("USD"), "the house does not sell in dollars")
        #expect(try await counter.get("/account/payments/order?plan=\(plan)&currency=CHF").contains("8.50 CHF every month"))
        var swiss = counter
        swiss.language = "de-CH"
        #expect(try await swiss.get("/account/payments/gifts").contains("25,50 CHF"))
        #expect(try await counter.get("/account/payments/donation?currency=CHF").contains("3.00 CHF"))
        #expect(try await counter.post("/account/payments/donation?currency=CHF", ["amount": "2.50"], .badRequest).contains("3.00 CHF"))
        let place = try await counter.post("/account/payments/donation?currency=CHF", ["amount": "5"])
        #expect(place.hasSuffix("donate=5.00CHF"))
        #expect(try await counter.get(place).contains("5.00 CHF in all"))
        let german = try await swiss.get(place)
        #expect(german.contains("Spende: ") && german.contains("5,00 CHF"))
        let subscribed = try await counter.post(
            "/account/payments/order?plan=\(plan)&currency=CHF", ["provider": "offline", "consent": "yes"])
        let id = String(subscribed.split(separator: "/").last ?? "")
        try await billing.markPaid(id, number: 1, amount: Money(minor: 850, .chf), at: billing.time.now)
        #expect(try await counter.get(subscribed).contains("8.50 CHF every month"))
        _ = try await billing.plans.insert(Plan(name: "Euros alone", interval: .month, prices: [Money(minor: 500, .eur)]))
        let dear = try await billing.plans.insert(
            Plan(name: "More", interval: .month, prices: [Money(minor: 1299, .eur), Money(minor: 1350, .chf)]))
        let choice = try await counter.get("/account/payments/\(id)/plan")
        #expect(choice.contains("13.50 CHF") && choice.contains(dear.id) && !choice.contains("Euros alone") && !choice.contains("12.99"))
    }

    @Test func nobodyOrdersAtAnotherPriceThanStoodAboveTheButton() async throws {
        try await billing.change { rules in
            rules.isTaxIncluded = false
            rules.taxByCountry = ["AT": TaxRate(percent: "20")!, "CH": TaxRate(percent: "8.1")!]
        }
        let page = try await counter.get(buy)
        #expect(page.contains("15.46 EUR in all") && page.contains(">Austria<") && page.contains(">Elsewhere<"))
        let again = try await counter.post(buy, ["provider": "offline", "consent": "yes", "country": "AT"], .badRequest)
        #expect(again.contains("another there") && again.contains("15.59 EUR in all") && again.contains("country=AT"))
        #expect(try await billing.orders(of: "m").isEmpty)
        let place = try await counter.post("\(buy)&country=AT", ["provider": "offline", "consent": "yes", "country": "AT"])
        let ordered = try await order(place)
        #expect(ordered.country == "AT" && ordered.charge.rate.percent == "20" && ordered.charge.total == Money(minor: 1559, .eur))
        var swiss = counter
        swiss.language = "de-CH"
        let other = try await counter.house.film(.init(title: "Later", year: 2002))
        try await billing.set(TitleTerms(.buyers, purchase: [Money(minor: 1000, .eur)]), of: .film(other))
        #expect(try await swiss.get("/account/payments/order?buy=film/\(other)").contains("12,00 EUR"), "where they ordered from last")
    }

    @Test func aCouponOfAnotherCurrencyIsRefusedWithTheReason() async throws {
        let batch = VoucherBatch(.coupon, note: "x", off: [Money(minor: 300, .eur)])
        _ = try await billing.vouchers.make(batch, word: "HARBOUR26", uses: 1)
        let fields = ["provider": "offline", "consent": "yes", "coupon": "harbour26"]
        #expect(try await counter.post("\(buy)&currency=CHF", fields, .badRequest).contains("not in this currency"))
        let place = try await counter.post("\(buy)&currency=EUR", fields)
        #expect(try await order(place).charge.total == Money(minor: 999, .eur))
    }
}
