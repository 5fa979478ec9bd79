import KinoraDocuments
import KinoraKernel
import Logging
import Testing

@testable import KinoraPartners

@Suite(
    "Webhooks are judged", .enabled(if: PayPalStandIn.isHere, PayPalStandIn.isMissing), .serialized, .timeLimit(.minutes(10)))
struct PayPalWebhookTests {
    private static let event: Value = [
        "id": "WH-1", "event_type": "PAYMENT.CAPTURE.COMPLETED", "resource": ["id": "5O190127TN364715T", "note": "Zürich 🎬"],
    ]
    private static let webhook = "4JH86294D6297924G"

    private static func limits() -> PayPalLimits {
        var limits = PayPalLimits()
        limits.certificateBurst = 1000
        return limits
    }

    @Test("what PayPal signed is genuine; its certificate is fetched once, however many messages come at once")
    func genuine() async throws {
        let peer = try await PayPalStandIn()
        let judge = WebhookJudge(try peer.place, webhook: Self.webhook, trust: try await peer.authority(), time: SystemTime())
        let message = try await peer.message(Self.event, webhook: Self.webhook)

        let verdicts = await withTaskGroup(of: WebhookVerdict.self) { group in
            for _ in 0..<20 { group.addTask { await judge.verdict(on: message) } }
            return await group.reduce(into: []) { $0.append($1) }
        }

        #expect(verdicts == Array(repeating: .genuine, count: 20))
        #expect(try await peer.state().object("looks")?.whole("CERT-good") == 1)
        try await peer.stop()
    }

    @Test("what is forged, changed, expired or another's is refused, and what cannot be judged is said to be so")
    func table() async throws {
        let peer = try await PayPalStandIn()
        let trust = try await peer.authority()
        let judge = WebhookJudge(try peer.place, webhook: Self.webhook, trust: trust, limits: Self.limits(), time: SystemTime())
        let table: [(certificate: String, changes: Value, wanted: WebhookVerdict)] = [
            ("CERT-good", [:], .genuine),
            ("CERT-expired", [:], .refused("its certificate is not valid now")),
            ("CERT-other-name", [:], .refused("its certificate is somebody else’s")),
            ("CERT-other-key", [:], .refused("it was changed, or PayPal did not sign it for this webhook")),
            ("CERT-good", ["webhook": "another"], .refused("it was changed, or PayPal did not sign it for this webhook")),
            ("CERT-good", ["algo": "SHA1withRSA"], .refused("it is signed in a way that is not taken")),
            ("CERT-good", ["url": "http://127.0.0.1:1/v1/notifications/certs/CERT-good"], .refused("its certificate is none of PayPal’s")),
            ("CERT-good", ["time": "2020-01-01T00:00:00Z"], .refused("it is of another time")),
            ("CERT-stranger", [:], .undecided("its certificate leads to no trusted root")),
            ("CERT-leaf-alone", [:], .undecided("its certificate leads to no trusted root")),
            ("CERT-no-certificate", [:], .undecided("there is no certificate at its address")),
            ("CERT-huge", [:], .undecided("its certificate is too long")),
            ("CERT-missing", [:], .undecided("its certificate’s address answers 404")),
            ("CERT-moved", [:], .undecided("its certificate’s address answers 302")),
        ]
        for (certificate, changes, wanted) in table {
            let message = try await peer.message(Self.event, webhook: Self.webhook, certificate: certificate, changes: changes)
            #expect(await judge.verdict(on: message) == wanted, "\(certificate) \(changes.json)")
        }
        try await peer.stop()
    }

    @Test("a slow certificate is not waited for, a missing one not asked for again at once, and strangers cannot have many fetched")
    func bounded() async throws {
        let peer = try await PayPalStandIn()
        let trust = try await peer.authority()
        var limits = PayPalLimits()
        limits.certificateFetching = .milliseconds(500)
        limits.certificatesPerSecond = 0.001
        limits.certificateBurst = 3
        let time = StoppedTime(at: SystemTime().now)
        let judge = WebhookJudge(try peer.place, webhook: Self.webhook, trust: trust, limits: limits, time: time)
        func verdict(_ certificate: String) async throws -> WebhookVerdict {
            await judge.verdict(on: try await peer.message(Self.event, webhook: Self.webhook, certificate: certificate))
        }

        #expect(
            try await verdict("CERT-slow") == .undecided("its certificate cannot be fetched: no answer within the time allowed"))
        for _ in 0..<3 { #expect(try await verdict("CERT-missing") == .undecided("its certificate’s address answers 404")) }
        #expect(try await peer.state().object("looks")?.whole("CERT-missing") == 1)
        #expect(try await verdict("CERT-good") == .genuine)
        #expect(try await verdict("CERT-other-key") == .undecided("too many certificates are asked for"))
        #expect(try await verdict("CERT-good") == .genuine, "what is known needs no fetching")
        try await peer.stop()
    }

    @Test("PayPal itself is asked byte for byte: a body with other spaces, another order or another escape is another message")
    func online() async throws {
        let peer = try await PayPalStandIn()
        let client = PayPalClient(try peer.place, try peer.login, time: SystemTime(), log: KeptLines().logger)
        let webhook = try await client.registerWebhook("\(peer.url)/nowhere", ["PAYMENT.CAPTURE.COMPLETED"])
        let message = try await peer.message(Self.event, webhook: webhook)

        #expect(try await client.verifies(message, webhook: webhook))
        var spaced = message
        spaced.body = Array(#"{ "id": "WH-1"}"#.utf8)
        #expect(try await !client.verifies(spaced, webhook: webhook))
        #expect(try await client.webhooks().map(\.id) == [webhook])
        try await client.deleteWebhook(webhook)
        #expect(try await client.webhooks().isEmpty)
        try await peer.stop()
    }
}
