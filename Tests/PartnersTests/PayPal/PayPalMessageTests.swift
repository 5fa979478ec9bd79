import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraPartners

@Suite(
    "What PayPal sends to the house", .enabled(if: PayPalStandIn.isHere, PayPalStandIn.isMissing), .serialized, .timeLimit(.minutes(10)))
struct PayPalMessageTests {
    private static func sent(_ message: WebhookMessage) -> ProviderMessage {
        ProviderMessage(
            fields: [
                ("paypal-transmission-id", message.id), ("paypal-transmission-time", message.time),
                ("paypal-transmission-sig", message.signature),
                ("paypal-cert-url", message.certificate), ("paypal-auth-algo", message.algorithm), ("content-type", "application/json"),
            ], body: message.body)
    }

    @Test("every event of a life names what to read, and what is read is true")
    func events() async throws {
        let bench = try await PayPalBench()
        let provider = try bench.provider()
        let name = try await bench.subscribed()
        try await bench.peer.control("subscriptions/\(name)/fail")
        let payment = try #require(try await bench.bought().payments.first)
        let refund = RefundRequest(reference: PayPalBench.reference("r"), payment: payment.name, amount: PayPalBench.euros(100))
        let refunded = try await provider.refund(refund, key: RequestKey(refund.reference, "refund"))
        let dispute = try await bench.peer.control("captures/\(payment.name)/dispute").text("dispute_id").unwrapped
        try await bench.peer.control("disputes/\(dispute)/resolve")
        try await provider.cancel(name, reason: "enough")

        let now = SystemTime().now
        let hints = try await provider.hints(from: now - .seconds(3600), until: now + .seconds(3600)).unwrapped

        let subjects = Set(hints.map(\.subject))
        #expect(subjects.isSuperset(of: [.subscription(name), .payment(payment.name), .refund(refunded.name), .dispute(dispute)]))
        for hint in hints {
            let isThere =
                switch hint.subject {
                case .order(let name): try await provider.order(name) != nil
                case .subscription(let name): try await provider.subscription(name) != nil
                case .payment(let name): try await provider.payment(name) != nil
                case .refund(let name): try await provider.refund(name) != nil
                case .dispute(let name): try await provider.dispute(name) != nil
                }
            #expect(isThere, "\(hint)")
        }
        #expect(Set(hints.map(\.id)).count == hints.count)
        try await bench.peer.stop()
    }

    @Test("a genuine message is a hint; a changed one counts for nothing; one that cannot be judged here is laid before PayPal")
    func messages() async throws {
        let bench = try await PayPalBench()
        let provider = try bench.provider()
        func event(_ kind: String = "CHECKOUT.ORDER.APPROVED", id: String = "WH-1-2") -> Value {
            [
                "id": .string(id), "event_type": .string(kind), "resource_type": "checkout-order", "create_time": "2026-01-31T12:00:00Z",
                "resource": ["id": "5O190127TN364715T"],
            ]
        }
        let message = try await bench.peer.message(event(), webhook: bench.webhook)

        let hint = try await provider.hint(in: Self.sent(message))
        #expect(
            hint
                == ProviderHint(
                    id: "WH-1-2", subject: .order("5O190127TN364715T"), kind: "CHECKOUT.ORDER.APPROVED",
                    at: try PayPalTime.moment("2026-01-31T12:00:00Z").unwrapped))

        var changed = message
        changed.body[changed.body.count - 5] ^= 1
        for wrong in [
            changed, try await bench.peer.message(event(), webhook: "ANOTHER"),
            try await bench.peer.message(event(), webhook: bench.webhook, certificate: "CERT-expired"),
            try await bench.peer.message(event(), webhook: bench.webhook, certificate: "CERT-stranger"),
        ] {
            await #expect(throws: MessageRefusal.notGenuine) { _ = try await provider.hint(in: Self.sent(wrong)) }
        }
        await #expect(throws: MessageRefusal.notGenuine) {
            _ = try await provider.hint(in: ProviderMessage(fields: [], body: message.body))
        }
        var twice = Self.sent(message)
        twice.fields.append(("paypal-transmission-id", message.id))
        await #expect(throws: MessageRefusal.notGenuine) { _ = try await provider.hint(in: twice) }
        for kind in ["CATALOG.PRODUCT.CREATED", "BILLING.PLAN.CREATED", "payment.capture.completed", ""] {
            let odd = try await bench.peer.message(event(kind), webhook: bench.webhook)
            await #expect(throws: MessageRefusal.ofNoInterest) { _ = try await provider.hint(in: Self.sent(odd)) }
        }

        let alone = try await bench.peer.message(event(), webhook: bench.webhook, certificate: "CERT-leaf-alone")
        #expect(try await provider.hint(in: Self.sent(alone)).id == "WH-1-2")
        #expect(try await bench.peer.calls("verify-webhook-signature.post") == 2)
        try await bench.peer.control("fault", ["operation": "verify-webhook-signature.post", "kind": "503", "times": 9])
        await #expect(throws: ProviderFailure.self, "later, not never") { _ = try await provider.hint(in: Self.sent(alone)) }
        try await bench.peer.stop()
    }

    @Test("without a webhook of its own the house believes nothing")
    func none() async throws {
        let bench = try await PayPalBench()
        let client = PayPalClient(try bench.peer.place, try bench.peer.login, time: SystemTime(), log: bench.lines.logger)
        let provider = PayPalProvider(client, time: SystemTime(), log: bench.lines.logger)
        let message = try await bench.peer.message(["id": "WH-1"], webhook: bench.webhook)
        await #expect(throws: MessageRefusal.notGenuine) { _ = try await provider.hint(in: Self.sent(message)) }
        try await bench.peer.stop()
    }
}
