import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraPartners

@Suite(
    "Subscribing through PayPal", .enabled(if: PayPalStandIn.isHere, PayPalStandIn.isMissing), .serialized, .timeLimit(.minutes(10)))
struct PayPalSubscriptionTests {
    @Test("terms are made known once, however often, by whom and how late they are")
    func terms() async throws {
        let bench = try await PayPalBench()
        let trial = RecurringTerms.Phase(interval: try Interval(2, .week).unwrapped, times: 1, price: .zero(.eur))
        let half = RecurringTerms.Phase(interval: .month, times: 3, price: PayPalBench.euros(499))
        let terms = PayPalBench.terms(phases: [trial, half])
        let key = RequestKey(terms.reference, "publish")

        try await bench.peer.control("fault", ["operation": "products.create", "kind": "lost"])
        await #expect(throws: ProviderFailure.self) { _ = try await bench.provider().publish(terms, key: key) }
        try await bench.peer.control("fault", ["operation": "plans.create", "kind": "lost"])
        await #expect(throws: ProviderFailure.self) { _ = try await bench.provider().publish(terms, key: key) }
        let name = try await bench.provider().publish(terms, key: key)
        try await bench.peer.control("clock", ["seconds": 1_000_000])
        let later = try await bench.provider().publish(terms, key: key)
        let other = PayPalBench.terms("other", price: PayPalBench.euros(1499))
        let second = try await bench.provider().publish(other, key: RequestKey(other.reference, "publish"))

        #expect(name == later && name != second)
        #expect(try await bench.peer.state().whole("products") == 1)
        #expect(try await bench.peer.state().whole("plans") == 2)
        try await bench.peer.stop()
    }

    @Test("more terms than fit on one page are found again")
    func pages() async throws {
        let bench = try await PayPalBench()
        let provider = try bench.provider()
        var names: [String] = []
        for number in 10..<35 {
            let terms = PayPalBench.terms("terms\(number)")
            names.append(try await provider.publish(terms, key: RequestKey(terms.reference, "publish")))
        }
        try await bench.peer.control("clock", ["seconds": 1_000_000])
        let last = PayPalBench.terms("terms34")
        #expect(try await bench.provider().publish(last, key: RequestKey(last.reference, "publish")) == names.last)
        #expect(Set(names).count == 25)
        try await bench.peer.stop()
    }

    @Test("a subscription is agreed to, paid, renewed, and all its payments are told with our reference")
    func renewals() async throws {
        let bench = try await PayPalBench()
        let provider = try bench.provider()
        let name = try await bench.subscribed()

        let first = try await provider.subscription(name).unwrapped
        #expect(first.state == .active && first.reference == PayPalBench.reference("subscription") && first.approval == nil)
        #expect(first.payments.map(\.amount) == [PayPalBench.euros(999)] && first.startedAt != nil && first.nextChargeAt != nil)
        try await bench.peer.control("subscriptions/\(name)/renew")
        try await bench.peer.control("subscriptions/\(name)/renew")
        let third = try await provider.subscription(name).unwrapped
        #expect(third.payments.count == 3 && third.payments.allSatisfy { $0.state == .completed && $0.purpose == .subscription(name) })
        #expect(Set(third.payments.map(\.name)).count == 3 && third.payments.allSatisfy { $0.reference == first.reference })
        let refund = RefundRequest(
            reference: PayPalBench.reference("refund"), payment: try third.payments.first.unwrapped.name, amount: PayPalBench.euros(999))
        #expect(try await provider.refund(refund, key: RequestKey(refund.reference, "refund")).state == .completed)
        try await bench.peer.stop()
    }

    @Test("a subscription that nobody agrees to waits, and begun again with its key it is the same")
    func waiting() async throws {
        let bench = try await PayPalBench()
        let terms = PayPalBench.terms()
        let plan = try await bench.provider().publish(terms, key: RequestKey(terms.reference, "publish"))
        let request = SubscriptionRequest(
            reference: PayPalBench.reference("s"), terms: plan, summary: "x", house: "Kinora", back: PayPalBench.back)
        let key = RequestKey(request.reference, "begin")

        try await bench.peer.control("fault", ["operation": "subscriptions.create", "kind": "lost"])
        await #expect(throws: ProviderFailure.self) { _ = try await bench.provider().begin(request, key: key) }
        let approval = try await bench.provider().begin(request, key: key)
        #expect(
            try await bench.peer.press("cancel", at: approval.address.unwrapped).hasPrefix(
                "https://kinora.example/billing/no?subscription_id="))
        let truth = try await bench.provider().subscription(approval.name).unwrapped
        #expect(truth.state == .awaitingApproval && truth.approval == approval.address && truth.payments.isEmpty)
        try await bench.provider().cancel(approval.name, reason: "given up")
        #expect(try await bench.peer.all("subscriptions").count == 1)
        #expect(try await bench.peer.all("sales").isEmpty)
        try await bench.peer.stop()
    }

    @Test("failed payments are counted, the second suspends, and activating brings it back")
    func failures() async throws {
        let bench = try await PayPalBench()
        let provider = try bench.provider()
        let name = try await bench.subscribed()

        try await bench.peer.control("subscriptions/\(name)/fail")
        let once = try await provider.subscription(name).unwrapped
        #expect(once.state == .active && once.failedCharges == 1 && once.payments.count == 1)
        try await bench.peer.control("subscriptions/\(name)/fail")
        let twice = try await provider.subscription(name).unwrapped
        #expect(twice.state == .suspended && twice.failedCharges == 2 && twice.nextChargeAt == nil)
        try await provider.activate(name, reason: "paid")
        #expect(try await provider.subscription(name)?.state == .active)
        try await bench.peer.stop()
    }

    @Test("pausing and ending are done once, and done already is no failure, also where nobody knows whether it was")
    func ending() async throws {
        let bench = try await PayPalBench()
        let provider = try bench.provider()
        let name = try await bench.subscribed()

        for _ in 0..<2 { try await provider.suspend(name, reason: "A pause, as asked") }
        for _ in 0..<2 { try await provider.activate(name, reason: "") }
        try await bench.peer.control("fault", ["operation": "subscriptions.cancel", "kind": "lost"])
        await #expect(throws: ProviderFailure.self) { try await provider.cancel(name, reason: "enough") }
        try await bench.provider().cancel(name, reason: "enough")
        #expect(try await provider.subscription(name)?.state == .cancelled)
        try await provider.suspend(name, reason: "done already")
        await #expect(throws: ProviderFailure.self, "what is over does not begin again") {
            try await provider.activate(name, reason: "again")
        }
        await #expect(throws: ProviderFailure.unknown) { try await provider.cancel("I-NOBODYKNOWS", reason: "x") }
        let cancels = try await bench.peer.calls("subscriptions.cancel")
        #expect(cancels == 1)
        try await bench.peer.stop()
    }

    @Test("other terms are in force once the payer agreed, and only within a group")
    func revising() async throws {
        let bench = try await PayPalBench()
        let provider = try bench.provider()
        let name = try await bench.subscribed()
        let before = try await provider.subscription(name).unwrapped.terms
        let better = PayPalBench.terms("better", price: PayPalBench.euros(1499))
        let plan = try await provider.publish(better, key: RequestKey(better.reference, "publish"))
        let foreign = PayPalBench.terms("foreign", group: "others")
        let stranger = try await provider.publish(foreign, key: RequestKey(foreign.reference, "publish"))

        let approval = try await provider.revise(name, to: plan, PayPalBench.back).unwrapped
        #expect(try await provider.subscription(name)?.terms == before)
        _ = try await bench.peer.press("approve", at: approval.address.unwrapped)
        #expect(try await provider.subscription(name)?.terms == plan)
        #expect(try await provider.revise(name, to: plan, PayPalBench.back) == nil)
        do {
            _ = try await provider.revise(name, to: stranger, PayPalBench.back)
            Issue.record("terms of another group were taken")
        } catch ProviderFailure.refused(let code, _) {
            #expect(code == "PLAN_PRODUCT_NOT_COMPATIBLE")
        }
        try await bench.peer.control("subscriptions/\(name)/expire")
        #expect(try await provider.subscription(name)?.state == .expired)
        try await bench.peer.stop()
    }

    @Test("what failed is collected when the payer asks for it, once, and what was suspended goes on")
    func collecting() async throws {
        let bench = try await PayPalBench()
        let provider = try bench.provider()
        let name = try await bench.subscribed()

        try await provider.collect(name, key: RequestKey("nothingowed", "collect-1"))
        #expect(try await bench.peer.all("sales").count == 1, "nothing is owed, nothing is taken")
        for _ in 0..<2 { try await bench.peer.control("subscriptions/\(name)/fail") }
        #expect(try await provider.subscription(name)?.state == .suspended)
        try await bench.peer.control("fault", ["operation": "subscriptions.capture", "kind": "422", "issue": "INSTRUMENT_DECLINED"])
        await #expect(throws: ProviderFailure.declined) { try await provider.collect(name, key: RequestKey("owed", "collect-1")) }
        #expect(try await provider.subscription(name)?.state == .suspended)
        // Done and never answered: asked again with the same key it is not taken twice.
        try await bench.peer.control("fault", ["operation": "subscriptions.capture", "kind": "lost"])
        await #expect(throws: ProviderFailure.self) { try await provider.collect(name, key: RequestKey("owed", "collect-2")) }
        try await provider.collect(name, key: RequestKey("owed", "collect-2"))
        let truth = try await provider.subscription(name).unwrapped
        #expect(truth.state == .active && truth.failedCharges == 0)
        #expect(truth.payments.map(\.amount.minor).sorted() == [999, 1998])
        try await provider.collect(name, key: RequestKey("owed", "collect-3"))
        #expect(try await bench.peer.all("sales").count == 2)
        try await bench.peer.stop()
    }
}
