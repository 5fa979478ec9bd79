import HTTPTypes
import KinoraAccounts
import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraWebsite

@Suite("Cancelling, withdrawing, and what the owner does for a member", .timeLimit(.minutes(10)))
struct ContractPageTests {
    private var counter: Counter
    private var billing: Billing { counter.billing }

    init() async throws {
        counter = try await Counter()
        counter.role = .member
    }

    private var owner: Counter {
        var owner = counter
        owner.role = .owner
        return owner
    }

    private var stranger: Counter {
        var stranger = counter
        stranger.isSignedIn = false
        return stranger
    }

    private func subscribed() async throws -> String {
        let plan = try await billing.plans.insert(Plan(name: "Monthly <b>", interval: .month, prices: [Money(minor: 799, .eur)])).id
        let place = try await counter.post("/account/payments/order?plan=\(plan)", ["provider": "offline", "consent": "yes"])
        let id = String(place.split(separator: "/").last ?? "")
        try await billing.markPaid(id, number: 1, amount: Money(minor: 799, .eur), at: billing.time.now)
        return id
    }

    private func subscription(_ id: String) async throws -> Subscription {
        try #require(try await billing.subscription(SubscriptionID(id))).value
    }

    private static let fields = [
        "name": "Ida", "email": "Ida@Example.org", "contract": "Monthly", "kind": "cancellation", "end": "paid",
    ]

    // MARK: Without signing in

    @Test func contractsAreCancelledWithoutSigningIn() async throws {
        let id = try await subscribed()
        let page = try await stranger.get("/cancellation")
        #expect(page.contains("Cancel contracts here") && page.contains(">Cancel now</button>") && !page.contains("ida@example.org"))
        let answer = try await stranger.post("/cancellation", Self.fields, .ok)
        #expect(answer.contains("Your cancellation was received: ") && answer.contains("2025"), "with its time")
        #expect(answer.contains("Monthly, Ida") && answer.contains("print or keep this page"))
        try await billing.declarations.carryOut()
        let ended = try await subscription(id)
        #expect(ended.state == .ended && ended.endsAt == nil && ended.cancelledAt != nil)
        let open = try await billing.ledger.entitlements(of: "m").open(at: billing.time.now)
        #expect(open.contains { $0.deal == id }, "what is paid stays open")
    }

    @Test func theAnswerSaysNothingOfWhoHasAnAccount() async throws {
        _ = try await subscribed()
        var unknown = Self.fields
        unknown["email"] = "nobody@example.org"
        let first = try await stranger.post("/cancellation", unknown, .ok)
        let second = try await stranger.post("/cancellation", Self.fields, .ok)
        func plain(_ text: String) -> String {
            text.replacing(/nobody@example\.org|ida@example\.org/, with: "…").replacing(/received: [^.]*\./, with: "")
        }
        #expect(plain(first) == plain(second))
        #expect(try await owner.get("/selling").contains("nobody@example.org"), "the owner looks into it")
    }

    @Test func whatIsMissingIsSaidAndWhatWasTypedStays() async throws {
        for (name, value, sentence) in [
            ("email", "no address", "address"), ("name", " ", "Say your name."), ("kind", "cancellationForCause", "Say the reason."),
        ] {
            var wrong = Self.fields
            wrong[name] = value
            let page = try await stranger.post("/cancellation", wrong, .badRequest)
            #expect(page.contains(sentence) && page.contains("value=\"Monthly\""), "\(name)")
        }
        #expect(try await billing.declarations.open().isEmpty)
    }

    @Test func nobodyDeclaresAgainAndAgain() async throws {
        var stranger = stranger
        stranger.pause = .seconds(1)
        for _ in 0..<5 { try await stranger.post("/cancellation", Self.fields, .ok) }
        try await stranger.post("/cancellation", Self.fields, .tooManyRequests)
        try await stranger.post("/withdrawal", Self.fields, .tooManyRequests)
        #expect(try await billing.declarations.open().count == 5)
    }

    @Test func theWayOutStandsBelowEveryPageOfAHouseThatSells() async throws {
        for address in ["/films", "/account/payments", "/cancellation"] {
            let page = try await counter.get(address)
            #expect(page.contains("href=\"/cancellation\"") && page.contains("href=\"/withdrawal\""), "\(address)")
        }
        try await billing.change { $0.isOpen = false }
        #expect(try await !counter.get("/films").contains("/cancellation"))
        try await stranger.get("/cancellation", .notFound)
        try await stranger.get("/withdrawal", .notFound)
        try await stranger.post("/cancellation", Self.fields, .notFound)
    }

    @Test func whoSubscribesKeepsTheirPagesWhenTheHouseClosesTheTill() async throws {
        let id = try await subscribed()
        try await billing.change { $0.isOpen = false }
        #expect(try await counter.get("/account/payments").contains("/account/payments/\(id)/cancellation"))
        #expect(try await !counter.get("/account/payments").contains("/account/payments/gifts"))
        try await stranger.get("/cancellation")
        let paper = try #require(try await billing.invoices.papers(of: "m").first)
        try await counter.get("/account/invoices/\(paper.id)")
        try await counter.post("/account/payments/\(id)/cancellation", [:], .ok)
        #expect(try await subscription(id).state == .ended)
    }

    @Test(arguments: [
        ("en", "Order with obligation to pay", "Cancel contracts here", "Cancel now", "Withdraw from a contract", "within fourteen days"),
        ("de", "zahlungspflichtig bestellen", "Verträge hier kündigen", "jetzt kündigen", "Vertrag widerrufen", "binnen vierzehn Tagen"),
        (
            "fr", "Commande avec obligation de paiement", "Résilier votre contrat", "Notifier la résiliation", "Se rétracter",
            "quatorze jours"
        ),
    ])
    func theButtonsSayWhatTheLawWants(
        language: String, order: String, cancel: String, now: String, withdraw: String, days: String
    ) async throws {
        var counter = counter
        counter.language = language
        try await billing.change { $0.seller = ["Lantern <Films>", "1 Main Street"] }
        let plan = try await billing.plans.insert(Plan(name: "Monthly", interval: .month, prices: [Money(minor: 799, .eur)])).id
        let page = try await counter.get("/account/payments/order?plan=\(plan)")
        #expect(page.contains(">\(order)</button>") && page.contains("name=\"consent\"") && page.contains("href=\"/withdrawal\""))
        #expect(!page.contains("name=\"consent\" value=\"yes\" checked"), "consent is given and not presumed")
        let form = try await counter.get("/cancellation")
        #expect(form.contains(cancel) && form.contains(">\(now)</button>"))
        let withdrawal = try await counter.get("/withdrawal")
        #expect(withdrawal.contains(withdraw) && withdrawal.contains(days) && withdrawal.contains("Lantern &lt;Films&gt;, 1 Main Street"))
        #expect(withdrawal.contains("ida@example.org"), "who is signed in need not type it")
    }

    @Test func aWithdrawalIsConfirmedAndLeftToTheOwner() async throws {
        let id = try await subscribed()
        let answer = try await counter.post("/withdrawal", Self.fields, .ok)
        #expect(answer.contains("Your withdrawal was received: "))
        #expect(try await subscription(id).endsAt != nil, "who is signed in is out at once")
        let page = try await owner.get("/selling")
        #expect(page.contains("Withdrawal: Ida") && page.contains("/selling/members/m"))
        let open = try #require(try await billing.declarations.open().first)
        try await owner.post("/selling/declarations/\(open.id)/settle")
        #expect(try await !owner.get("/selling").contains("Withdrawal: Ida"))
        try await owner.post("/selling/declarations/nothing/settle", [:], .notFound)
    }

    // MARK: The owner

    @Test func theOwnerCancelsFromTheMembersPageWithAReason() async throws {
        let id = try await subscribed()
        #expect(try await owner.get("/members/m").contains("/selling/members/m"))
        let board = try await owner.get("/selling/members/m")
        #expect(
            board.contains("/selling/subscriptions/\(id)") && board.contains("7.99 EUR every month") && board.contains("Payment 7.99 EUR"))
        #expect(board.contains("Monthly &lt;b&gt;") && board.contains("/account/invoices/invoice-2025-1"))
        let form = try await owner.get("/selling/subscriptions/\(id)")
        #expect(form.contains("told by letter") && form.contains("name=\"now\""))
        #expect(try await owner.post("/selling/subscriptions/\(id)", ["reason": " "], .badRequest).contains("This cannot be used"))
        #expect(try await subscription(id).state == .active)
        let place = try await owner.post("/selling/subscriptions/\(id)", ["reason": "We close <soon>.", "now": "yes"])
        #expect(place == "/selling/members/m")
        let ended = try await subscription(id)
        #expect(ended.state == .ended && ended.endsAt != nil && ended.reasonOfHouse == "We close <soon>.")
        #expect(try await owner.get("/selling/members/m").contains("We close &lt;soon&gt;."))
        try await owner.get("/selling/subscriptions/\(id)", .notFound)
        try await owner.get("/selling/members/nobody", .notFound)
        for address in ["/selling/members/m", "/selling/subscriptions/\(id)"] { try await counter.get(address, .forbidden) }
    }

    @Test func moneyGoesBackFromThereWhollyOrInPartWithACreditNote() async throws {
        let id = try await subscribed()
        let page = SellingPlace.payment(LedgerEntry.paymentKey("offline", "\(id)-1")).address
        #expect(try await owner.get("/selling/members/m").contains(page.replacing("&", with: "&amp;")))
        try await owner.post("\(page)&token=\(Identifier<Refunds>.make().rawValue)", ["amount": "2 EUR", "note": "a scratch"])
        try await owner.post("\(page)&token=\(Identifier<Refunds>.make().rawValue)", ["amount": "5.99 EUR"])
        let papers = try await billing.invoices.papers(.creditNote, year: 2025)
        #expect(papers.map(\.charge.total.minor) == [-200, -599])
        #expect(try await owner.get("/selling/members/m").contains("2025-C0002"))
    }

    // MARK: What failed

    @Test func whoPaysByTransferSeesTheBanksDataAgainWithAmountAndDay() async throws {
        let id = try await subscribed()
        counter.house.time.advance(by: .seconds(35 * 86_400))
        try await billing.look(at: id, by: "m")
        let page = try await counter.get("/account/payments/\(id)")
        #expect(page.contains("Send 7.99 EUR to DE00 1234 and name \(id)") && page.contains("It is due on"))
        #expect(!page.contains("/retry"), "nothing can be collected there")
        try await counter.post("/account/payments/\(id)/retry", [:], .conflict)
        try await billing.markPaid(id, number: 2, amount: Money(minor: 799, .eur), at: billing.time.now)
        #expect(try await subscription(id).state == .active)
    }
}
