import Foundation
import HTTPTypes
import KinoraAccounts
import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraWebsite

@Suite("What members do with what they pay for", .timeLimit(.minutes(10)))
struct ErrandPageTests {
    private var counter: Counter
    private var billing: Billing { counter.billing }

    init() async throws {
        counter = try await Counter()
        counter.role = .member
    }

    private func plan(_ name: String, _ minor: Int64) async throws -> String {
        try await billing.plans.insert(Plan(name: name, interval: .month, prices: [Money(minor: minor, .eur)])).id
    }

    /// A subscription that runs, ordered on the page and paid at the bank.
    private func subscribed(_ plan: String) async throws -> String {
        let place = try await counter.post("/account/payments/order?plan=\(plan)", ["provider": "offline", "consent": "yes"])
        let id = String(place.split(separator: "/").last ?? "")
        let price = try #require(try await billing.plans.read(plan)).value.prices[0]
        try await billing.markPaid(id, number: 1, amount: price, at: billing.time.now)
        return id
    }

    private func subscription(_ id: String) async throws -> Subscription {
        try #require(try await billing.subscription(SubscriptionID(id))).value
    }

    @Test func itIsPausedAndTakenUpAgain() async throws {
        let id = try await subscribed(try await plan("Monthly", 799))
        #expect(try await counter.get("/account/payments/\(id)").contains("/account/payments/\(id)/pause"))
        #expect(try await counter.get("/account/payments/\(id)/pause").contains("nothing is charged"))
        try await counter.post("/account/payments/\(id)/pause")
        #expect(try await subscription(id).state == .paused)
        try await counter.post("/account/payments/\(id)/pause", [:], .conflict)
        let page = try await counter.get("/account/payments/\(id)")
        #expect(page.contains("paused") && page.contains("/resume") && !page.contains("/pause\""))
        try await counter.post("/account/payments/\(id)/resume")
        #expect(try await subscription(id).state == .active)
    }

    @Test func thePlanIsChangedAndOnlyToOneThatIsOffered() async throws {
        let (first, second) = (try await plan("Monthly", 799), try await plan("Monthly <b>more</b>", 1299))
        let id = try await subscribed(first)
        let page = try await counter.get("/account/payments/\(id)/plan")
        #expect(page.contains("Monthly &lt;b&gt;more") && !page.contains("value=\"\(first)\""))
        try await counter.post("/account/payments/\(id)/plan", ["plan": "nothing"], .badRequest)
        try await counter.post("/account/payments/\(id)/plan", ["plan": "<script>"], .badRequest)
        try await counter.post("/account/payments/\(id)/plan", ["plan": second])
        #expect(try await subscription(id).plan.rawValue == second)
        #expect(try await subscription(id).title == "Monthly <b>more</b>", "it is called as what it is now")
        #expect(try await billing.awaitedTransfers().isEmpty, "the next payment is not due soon")
        counter.house.time.advance(by: .seconds(25 * 86_400))
        #expect(try await billing.awaitedTransfers().first?.amount == Money(minor: 1299, .eur))
    }

    @Test func itIsCancelledWithTwoClicksAtTheEndOrAtOnce() async throws {
        let monthly = try await plan("Monthly", 799)
        for now in [false, true] {
            let id = try await subscribed(monthly)
            #expect(try await counter.get("/account/payments").contains("/account/payments/\(id)/cancellation"))
            let page = try await counter.get("/account/payments/\(id)/cancellation")
            #expect(page.contains("Cancel now") && page.contains("Monthly"))
            let answer = try await counter.post("/account/payments/\(id)/cancellation", now ? ["now": "yes"] : [:], .ok)
            #expect(answer.contains("was received"))
            #expect(try await subscription(id).state == .ended)
            let open = try await billing.ledger.entitlements(of: "m").open(at: billing.time.now)
            #expect(open.contains { $0.deal == id } == !now)
            try await counter.get("/account/payments/\(id)/cancellation", .notFound)
        }
    }

    @Test func aGiftBringsACodeThatSomebodyElseRedeems() async throws {
        let monthly = try await plan("Monthly", 799)
        let page = try await counter.get("/account/payments/gifts")
        #expect(page.contains("gift-plan=\(monthly)&amp;times=3") && page.contains("23.97 EUR"))
        #expect(try await counter.get("/account/payments/order?gift-plan=\(monthly)&times=3").contains("23.97 EUR"))
        try await counter.get("/account/payments/order?gift-plan=\(monthly)&times=500", .conflict)
        let place = try await counter.post(
            "/account/payments/order?gift-plan=\(monthly)&times=3", ["provider": "offline", "consent": "yes"])
        let id = String(place.split(separator: "/").last ?? "")
        #expect(try await !counter.get(place).contains("code of your gift"))
        try await billing.markPaid(id, number: 1, amount: Money(minor: 2397, .eur), at: billing.time.now)
        let order = try #require(try await billing.order(OrderID(id))).value
        let code = try #require(billing.giftCode(of: order))
        #expect(try await counter.get(place).contains(code))
        _ = try await billing.vouchers.redeem(code, by: "otto")
        #expect(try await billing.ledger.entitlements(of: "otto").open(at: billing.time.now).count == 1)
        #expect(try await billing.ledger.entitlements(of: "m").open(at: billing.time.now).isEmpty)
        try await counter.get("\(place)/letter", .notFound)
    }

    @Test func aDonationIsAnyAmountFromTheLeastOn() async throws {
        try await counter.get("/account/payments/donation", .notFound)
        try await billing.change { $0.leastDonation = [Money(minor: 200, .eur)] }
        #expect(try await counter.get("/account/payments").contains("/account/payments/donation"))
        for wrong in ["1.99", "x", "-5", "", "1e3", "5.001"] {
            #expect(try await counter.post("/account/payments/donation", ["amount": wrong], .badRequest).contains("at least 2.00 EUR"))
        }
        let place = try await counter.post("/account/payments/donation", ["amount": " 5,00 EUR"])
        #expect(place == "/account/payments/order?donate=5.00EUR")
        #expect(try await counter.get(place).contains("5.00 EUR"))
        let order = try await counter.post(place, ["provider": "offline"])
        let id = String(order.split(separator: "/").last ?? "")
        try await billing.markPaid(id, number: 1, amount: Money(minor: 500, .eur), at: billing.time.now)
        #expect(try await billing.ledger.entries(of: "m").first?.isDonation == true)
        try await counter.get("/account/payments/order?donate=1.00EUR", .conflict)
    }

    @Test func passesStandOnThePagesOfWhatIsInThem() async throws {
        let film = try await counter.house.film(.init(title: "Harbour", year: 2001))
        try await billing.set(TitleTerms(.buyers), of: .film(film))
        let pass = try await billing.passes.insert(
            Pass(name: "Festival", prices: [Money(minor: 3000, .eur)], subjects: [.film(film)]))
        let page = try await counter.get("/films/\(film)")
        #expect(page.contains("/account/payments/order?pass=\(pass.id)") && page.contains("Festival for 30.00 EUR"))
        let place = try await counter.post("/account/payments/order?pass=\(pass.id)", ["provider": "offline", "consent": "yes"])
        let id = String(place.split(separator: "/").last ?? "")
        try await billing.markPaid(id, number: 1, amount: Money(minor: 3000, .eur), at: billing.time.now)
        #expect(try await !counter.get("/films/\(film)").contains("order?pass="))
    }

    @Test func anOrderIsGivenUpAndNobodyElsesIsTouched() async throws {
        let id = try await counter.ordered()
        #expect(try await counter.get("/account/payments/\(id)").contains("/account/payments/\(id)/abandon"))
        #expect(try await counter.get("/account/payments/\(id)/abandon").contains("nothing will be charged"))
        try await counter.post("/account/payments/\(id)/abandon")
        #expect(try await billing.order(OrderID(id))?.value.state == .void)
        let monthly = try await plan("Monthly", 799)
        let stranger = try await billing.memberships.subscribe(
            PlanID(monthly), Purchaser("otto", .eur, provider: OfflineProvider.name, hasConsented: true))
        for errand in ["pause", "resume", "plan", "abandon", "cancellation", "letter"] {
            try await counter.get("/account/payments/\(stranger)/\(errand)", .notFound)
        }
        for errand in ["pause", "resume", "abandon", "cancellation"] {
            try await counter.post("/account/payments/\(stranger)/\(errand)", [:], .notFound)
        }
    }

    @Test func aPaymentThatFailedIsSaidWithTheWayOut() async throws {
        let id = try await subscribed(try await plan("Monthly", 799))
        counter.house.time.advance(by: .seconds(35 * 86_400))
        try await billing.look(at: id, by: "m")
        #expect(try await subscription(id).state == .failing)
        #expect(try await counter.get("/account/payments").contains("A payment failed. Your access stays until"))
        let page = try await counter.get("/account/payments/\(id)")
        #expect(page.contains("A payment failed") && page.contains("DE00 1234"))
    }

    @Test func whoseFirstPaymentFailedIsNotToldThatAnythingIsOpen() async throws {
        let monthly = try await plan("Monthly", 799)
        let place = try await counter.post("/account/payments/order?plan=\(monthly)", ["provider": "offline", "consent": "yes"])
        let id = String(place.split(separator: "/").last ?? "")
        // As it stands behind a provider whose first charge was refused.
        let since = billing.time.now
        try await Records<Subscription>(in: billing.store).change(id) { ($0.state, $0.failingSince) = (.failing, since) }
        for page in ["/account/payments", "/account/payments/\(id)"] {
            let text = try await counter.get(page)
            #expect(text.contains("Nothing is open before it is paid") && !text.contains("Your access stays"), "\(page)")
        }
        for (language, sentence) in [("de", "Freigeschaltet wird erst"), ("fr", "avant qu’il soit réglé")] {
            var reader = counter
            reader.language = language
            #expect(try await reader.get("/account/payments").contains(sentence))
        }
    }
}
