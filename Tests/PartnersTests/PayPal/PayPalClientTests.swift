import KinoraDocuments
import KinoraKernel
import Logging
import Testing

@testable import KinoraPartners

@Suite(
    "PayPal is asked", .enabled(if: PayPalStandIn.isHere, PayPalStandIn.isMissing), .serialized, .timeLimit(.minutes(10)))
struct PayPalClientTests {
    private static func limits() -> PayPalLimits {
        var limits = PayPalLimits()
        limits.firstPause = .milliseconds(10)
        return limits
    }

    private static func client(
        _ peer: PayPalStandIn, _ lines: KeptLines = KeptLines(), time: any TimeSource = SystemTime(), limits: PayPalLimits = limits()
    ) throws -> PayPalClient {
        PayPalClient(try peer.place, try peer.login, limits: limits, time: time, log: lines.logger)
    }

    private static func order(_ value: String = "4.99", _ currency: String = "EUR") -> Value {
        [
            "intent": "CAPTURE",
            "purchase_units": .array([["amount": ["currency_code": .string(currency), "value": .string(value)], "custom_id": "row-1"]]),
            "payment_source": [
                "paypal": ["experience_context": ["return_url": "https://kinora.example/back", "cancel_url": "https://kinora.example/no"]]
            ],
        ]
    }

    /// An order that its payer agreed to.
    private static func approved(_ client: PayPalClient, _ peer: PayPalStandIn, key: String = "o-1") async throws -> String {
        let made = try await client.createOrder(order(), key: key)
        _ = try await peer.press("approve", at: try PayPalClient.link(["payer-action", "approve"], in: made).unwrapped)
        return try made.text("id").unwrapped
    }

    @Test("one token for all who wait, a new one at nine tenths of its life, and after PayPal forgot it")
    func token() async throws {
        let peer = try await PayPalStandIn()
        let time = StoppedTime(at: SystemTime().now)
        let client = try Self.client(peer, time: time)

        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<30 { group.addTask { _ = try await client.webhooks() } }
            try await group.waitForAll()
        }
        #expect(try await peer.calls("token") == 1)

        time.advance(by: .seconds(32_400 / 10 * 9 - 1))
        _ = try await client.webhooks()
        #expect(try await peer.calls("token") == 1)
        time.advance(by: .seconds(2))
        _ = try await client.webhooks()
        #expect(try await peer.calls("token") == 2)

        try await peer.control("token")
        _ = try await client.webhooks()
        #expect(try await peer.calls("token") == 3)
        try await peer.stop()
    }

    @Test("a wrong secret is said to the owner, and no secret, token or payer stands in a log or an error")
    func secrets() async throws {
        let peer = try await PayPalStandIn()
        let lines = KeptLines()
        let wrong = PayPalClient(
            try peer.place, try PayPalLogin(clientID: PayPalStandIn.clientID, secret: PartnerKey("hush-hush").unwrapped).unwrapped,
            limits: Self.limits(), time: SystemTime(), log: lines.logger)
        await #expect(throws: PayPalFailure.credentials) { try await wrong.check() }

        let client = try Self.client(peer, lines)
        let name = try await Self.approved(client, peer)
        _ = try await client.captureOrder(name, key: "c-1")
        for kind in ["500", "429", "503"] { try await peer.control("fault", ["operation": "orders.get", "kind": .string(kind)]) }
        await #expect(throws: PayPalFailure.self) { _ = try await client.order(name) }
        await #expect(throws: PayPalFailure.self) { _ = try await client.captureOrder(name, key: "c-2") }

        let told = lines.text + PayPalFailure.credentials.sentence + "\(try peer.login)" + String(reflecting: try peer.login)
        #expect(lines.text.contains("ORDER_ALREADY_CAPTURED") && lines.text.contains("debug_id"))
        for secret in ["hush-hush", PayPalStandIn.secret, "A21AA", "payer@example.com", "Pia", "Basic ", "Bearer "] {
            #expect(!told.contains(secret), "\(secret)")
        }
        try await peer.stop()
    }

    @Test("what was put off is done later; what was done and never answered is not done twice")
    func repeated() async throws {
        let peer = try await PayPalStandIn()
        let client = try Self.client(peer)
        for (operation, kind) in [
            ("orders.create", "429"), ("orders.create", "lost"), ("orders.capture", "500"), ("orders.capture", "lost"),
        ] {
            try await peer.control("fault", ["operation": .string(operation), "kind": .string(kind)])
        }

        let name = try await Self.approved(client, peer)
        let done = try await client.captureOrder(name, key: "c-1")
        let again = try await client.captureOrder(name, key: "c-1")

        #expect(done == again && done.text("status") == "COMPLETED")
        #expect(try await peer.all("captures").count == 1)
        #expect(try await peer.all("orders").count == 1)
        #expect(try await peer.calls("orders.create") == 3)
        try await peer.stop()
    }

    @Test("what cannot be repeated is not: it is said that nobody knows")
    func notRepeated() async throws {
        let peer = try await PayPalStandIn()
        let client = try Self.client(peer)
        for kind in ["500", "429"] { try await peer.control("fault", ["operation": "subscriptions.cancel", "kind": .string(kind)]) }

        await #expect(throws: PayPalFailure.away(reason: "it answers 500", retryAfter: nil)) {
            try await client.change("I-ABCDEFGHJKLM", "cancel", reason: "enough")
        }
        await #expect(throws: PayPalFailure.self, "put off is not done") {
            try await client.change("I-ABCDEFGHJKLM", "cancel", reason: "enough")
        }
        #expect(try await peer.calls("subscriptions.cancel") == 3)
        try await peer.stop()
    }

    @Test("who wants to be left alone for long is left alone, and tries have an end")
    func leftAlone() async throws {
        let peer = try await PayPalStandIn()
        let client = try Self.client(peer)
        try await peer.control("fault", ["operation": "webhooks.list", "kind": "429", "after": 3600])
        await #expect(throws: PayPalFailure.away(reason: "it answers 429", retryAfter: .seconds(3600))) { _ = try await client.webhooks() }
        #expect(try await peer.calls("webhooks.list") == 1)

        try await peer.control("fault", ["operation": "webhooks.list", "kind": "503", "times": 5])
        await #expect(throws: PayPalFailure.away(reason: "it answers 503", retryAfter: nil)) { _ = try await client.webhooks() }
        #expect(try await peer.calls("webhooks.list") == 4)
        try await peer.stop()
    }

    @Test("PayPal's own word for a reason comes through, and what it does not know is nothing")
    func issues() async throws {
        let peer = try await PayPalStandIn()
        let client = try Self.client(peer)
        let made = try await client.createOrder(Self.order(), key: "o-1")
        let name = try made.text("id").unwrapped
        do {
            _ = try await client.captureOrder(name, key: "c-1")
            Issue.record("an order was captured that nobody agreed to")
        } catch let failure as PayPalFailure {
            guard case .refused(422, ["ORDER_NOT_APPROVED"], let id?) = failure else { throw failure }
            #expect(failure.isIssue("ORDER_NOT_APPROVED") && failure.sentence.contains(id))
        }
        #expect(try await client.order("5O190127TN364715T") == nil)
        #expect(try await client.order("../oauth2/token") == nil)
        #expect(try await client.subscription("I-NONE") == nil)
        await #expect(throws: PayPalFailure.self, "an amount with digits that its currency has not") {
            _ = try await client.createOrder(Self.order("100.50", "JPY"), key: "o-2")
        }
        try await peer.stop()
    }

    @Test("a silent, an endless and a broken PayPal are not waited for, and nothing of theirs is taken")
    func broken() async throws {
        var limits = Self.limits()
        limits.answering = .seconds(2)
        limits.attempts = 2
        let replies: [(PartnerPeer.Reply, PayPalFailure)] = [
            (.silence, .away(reason: "no answer within the time allowed", retryAfter: nil)),
            (.flood, .unreadable(reason: "it is longer than 4096 KiB")),
            (.hangUp, .away(reason: "the connection broke", retryAfter: nil)),
            (.json("<html>"), .unreadable(reason: "there is no token in it")),
            (.json(#"{"access_token":"a\nb"}"#), .unreadable(reason: "there is no token in it")),
            (.json("{}", status: 302, headers: ["Location": "http://127.0.0.1:1/"]), .unreadable(reason: "it answers 302")),
        ]
        for (reply, wanted) in replies {
            let peer = try await PartnerPeer { _, _ in reply }
            let login = try PayPalLogin(clientID: "house", secret: PartnerKey("s").unwrapped).unwrapped
            let client = PayPalClient(
                try PayPalPlace.standIn(peer.url).unwrapped, login, limits: limits, time: SystemTime(), log: KeptLines().logger)
            await #expect(throws: wanted) { try await client.check() }
            try await peer.close()
        }
    }

    @Test("a place is PayPal's sandbox, PayPal, or this very machine")
    func places() {
        #expect(PayPalPlace.standIn("http://example.org") == nil && PayPalPlace.standIn("http://127.0.0.1:8080/path") == nil)
        #expect(PayPalPlace.standIn("http://127.0.0.1:8080") != nil)
        #expect(
            PayPalPlace.live.isPage("https://www.paypal.com/checkoutnow?token=1")
                && !PayPalPlace.live.isPage("https://www.paypal.com.example.org/"))
        #expect(
            !PayPalPlace.live.isPage("http://www.paypal.com/checkoutnow")
                && !PayPalPlace.sandbox.isPage("https://www.paypal.com/checkoutnow"))
    }
}
