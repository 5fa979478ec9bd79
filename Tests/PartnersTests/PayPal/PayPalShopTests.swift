import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraPartners

@Suite(
    "A house that sells through PayPal", .enabled(if: PayPalStandIn.isHere, PayPalStandIn.isMissing), .serialized, .timeLimit(.minutes(10)))
struct PayPalShopTests {
    private static let film = SaleSubject.film(FilmID("aurora"))
    private static let month = PlanID("month")

    private struct Names: TitleNaming {
        func name(of subject: SaleSubject) async throws -> String { "Aurora" }
    }

    /// A process over documents that outlive it.
    private static func billing(_ store: any DocumentStore, _ bench: PayPalBench, _ death: Death = Death(at: nil)) throws -> Billing {
        let provider = MortalProvider(provider: try bench.provider(), death: death)
        let keys = try HouseKeys([Array(repeating: 7, count: HouseKeys.bytesOfAKey)]).unwrapped
        return Billing(
            store: store, time: SystemTime(), keys: keys, providers: [provider], titles: Names(), house: { "Kinora" },
            addresses: { ReturnAddresses(done: "https://kinora.example/\($0)/back", cancelled: "https://kinora.example/\($0)") })
    }

    private static func shop(_ bench: PayPalBench) async throws -> any DocumentStore {
        let store = MemoryStore(time: SystemTime())
        try await store.prepare(Billing.schemas)
        let billing = try billing(store, bench)
        try await billing.change { rules in
            rules.isOpen = true
            rules.seller = ["Lantern Films"]
            rules.tax = TaxRate(millionths: 190_000)
            rules.opening = .subscribers
            rules.graceDays = 7
        }
        try await billing.set(
            TitleTerms(.subscribers, rental: RentalTerms(prices: [Money(minor: 399, .eur)]), purchase: [Money(minor: 1299, .eur)]), of: film
        )
        _ = try await billing.plans.insert(
            Plan(name: "Monthly", interval: .month, prices: [Money(minor: 799, .eur)]), id: month.rawValue)
        return store
    }

    private static func buyer(_ member: String) -> Purchaser { Purchaser(member, .eur, provider: "paypal", hasConsented: true) }

    private static func isOpen(_ billing: Billing, to member: String) async throws -> Bool {
        if case .open = try await billing.turnstile.look(PlayQuestion([film], member: member, isStaff: false)) { true } else { false }
    }

    /// The payer agrees on PayPal's page, if there is one.
    private static func agree(_ approval: String?, _ bench: PayPalBench) async throws {
        if let approval { _ = try await bench.peer.press("approve", at: approval) }
    }

    @Test("whoever dies before or behind any question to PayPal: one payment and one right, or none", arguments: [false, true])
    func died(isRental: Bool) async throws {
        let bench = try await PayPalBench()
        let store = try await Self.shop(bench)
        var points = 0
        for point in 0..<60 {
            let member = "member\(point)"
            let death = Death(at: point)
            let wanted: Wanted = isRental ? .rental(Self.film) : .purchase(Self.film)
            func whole(_ billing: Billing) async throws {
                let id = try await billing.checkout.begin(wanted, Self.buyer(member))
                try await Self.agree(try await billing.order(id)?.value.approval, bench)
                try await billing.look(at: id.rawValue, by: member)
            }
            do {
                try await whole(try Self.billing(store, bench, death))
            } catch is Died {}

            let next = try Self.billing(store, bench)
            _ = try await next.reconciliation.run(since: SystemTime().now - .seconds(3600))
            var names = Set(try await next.orders(of: member).map(\.id))
            var paid = try await bench.peer.all("captures").filter { $0.text("custom_id").map(names.contains) ?? false }
            #expect(paid.count <= 1, "died at \(point)")
            #expect(try await Self.isOpen(next, to: member) == (paid.count == 1), "died at \(point)")

            do {
                try await whole(next)
            } catch BillingRefusal.alreadyOpen {}
            names = Set(try await next.orders(of: member).map(\.id))
            paid = try await bench.peer.all("captures").filter { $0.text("custom_id").map(names.contains) ?? false }
            #expect(paid.count == 1, "died at \(point), and tried again")
            #expect(try await Self.isOpen(next, to: member), "died at \(point), and tried again")
            points = point
            if !death.hasCome { break }
        }
        #expect(points >= 6 && points < 59, "\(points) moments")
        try await bench.peer.stop()
    }

    @Test("a membership: agreed to, renewed, a payment that fails, ended; PayPal's messages carry it, and its refund")
    func membership() async throws {
        let bench = try await PayPalBench()
        let store = try await Self.shop(bench)
        let billing = try Self.billing(store, bench)
        let id = try await billing.memberships.subscribe(Self.month, Self.buyer("ida"))
        let begun = try await billing.subscription(id).unwrapped.value
        #expect(try await !Self.isOpen(billing, to: "ida"))
        try await Self.agree(begun.approval, bench)
        try await billing.look(at: id.rawValue, by: "ida")
        #expect(try await Self.isOpen(billing, to: "ida"))

        let name = try begun.providerName.unwrapped
        try await bench.peer.control("subscriptions/\(name)/renew")
        try await bench.peer.control("subscriptions/\(name)/fail")
        _ = try await billing.reconciliation.run(since: SystemTime().now - .seconds(3600))
        let truth = try await bench.provider().subscription(name).unwrapped
        #expect(truth.payments.count == 2)
        for payment in truth.payments {
            #expect(try await billing.ledger.entry(LedgerEntry.paymentKey("paypal", payment.name)) != nil)
        }
        #expect(try await Self.isOpen(billing, to: "ida"))
        try await bench.peer.stop()
    }

    @Test("a message, twice and out of order, leads to the same books; a forged one leaves nothing")
    func messages() async throws {
        let bench = try await PayPalBench()
        let store = try await Self.shop(bench)
        let billing = try Self.billing(store, bench)
        let id = try await billing.checkout.begin(.purchase(Self.film), Self.buyer("ida"))
        let order = try await billing.order(id).unwrapped.value
        try await Self.agree(order.approval, bench)

        // The payer never comes back; the message does.
        let event: Value = [
            "id": "WH-7", "event_type": "CHECKOUT.ORDER.APPROVED", "resource_type": "checkout-order",
            "create_time": .string(SystemTime().now.iso8601),
            "resource": ["id": .string(try order.providerName.unwrapped)],
        ]
        let forged = try await bench.peer.message(event, webhook: "ANOTHERWEBHOOK")
        await #expect(throws: MessageRefusal.notGenuine) { try await billing.messages.receive(Self.sent(forged), for: "paypal") }
        #expect(try await store.find(Query(), in: PaymentMessage.schema.name).isEmpty)
        for _ in 0..<2 {
            try await billing.messages.receive(Self.sent(try await bench.peer.message(event, webhook: bench.webhook)), for: "paypal")
        }
        #expect(try await store.find(Query(), in: PaymentMessage.schema.name).count == 1)
        try await billing.messages.followDue()
        try await billing.messages.followDue()

        #expect(try await Self.isOpen(billing, to: "ida"))
        #expect(try await bench.peer.all("captures").count == 1)
        try await bench.peer.stop()
    }

    private static func sent(_ message: WebhookMessage) -> ProviderMessage {
        ProviderMessage(
            fields: [
                ("paypal-transmission-id", message.id), ("paypal-transmission-time", message.time),
                ("paypal-transmission-sig", message.signature), ("paypal-cert-url", message.certificate),
                ("paypal-auth-algo", message.algorithm),
            ], body: message.body)
    }
}
