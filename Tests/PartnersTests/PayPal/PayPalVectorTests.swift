import Foundation
import KinoraDocuments
import KinoraKernel
import Testing
import X509

@testable import KinoraPartners

@Suite("Messages that PayPal's sandbox really signed", .timeLimit(.minutes(10)))
struct PayPalVectorTests {
    struct Vector: Codable, Sendable, CustomTestStringConvertible {
        var name, webhook, id, time, algorithm, signature, body, signedText, certificate: String
        var checksum: UInt32

        enum CodingKeys: String, CodingKey {
            case name, body
            case webhook = "webhook_id"
            case id = "transmission_id"
            case time = "transmission_time"
            case algorithm = "auth_algo"
            case signature = "transmission_sig"
            case signedText = "signed_string"
            case certificate = "cert_url"
            case checksum = "crc32_decimal"
        }

        var testDescription: String { name }
        var headers: [String: String] {
            [
                "paypal-transmission-id": id, "paypal-transmission-time": time, "paypal-transmission-sig": signature,
                "paypal-cert-url": certificate, "paypal-auth-algo": algorithm,
            ]
        }

        var message: WebhookMessage {
            get throws {
                return try WebhookMessage(body: Array(body.utf8)) { headers[$0] }.unwrapped
            }
        }
    }

    static let folder = PayPalStandIn.root.appendingPathComponent("Tests/Fixtures/PayPal/webhooks")
    static let vectors: [Vector] = {
        guard let data = try? Data(contentsOf: folder.appendingPathComponent("paypal-webhook-vectors.json")) else { return [] }
        return (try? JSONDecoder().decode([Vector].self, from: data)) ?? []
    }()

    private static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name + ".pem"), encoding: .utf8)
    }

    private static func chain() throws -> [Certificate] { try Certificate.chain(pem: text("cert") + text("inter")).unwrapped }

    private static func judge(
        _ vector: Vector, webhook: String? = nil, at text: String? = nil, place: PayPalPlace = .sandbox, root: String = "root"
    ) throws -> WebhookJudge {
        let now = try PayPalTime.moment(text ?? vector.time).unwrapped + .seconds(60)
        return WebhookJudge(
            place, webhook: webhook ?? vector.webhook, trust: try WebhookTrust(pem: Self.text(root)).unwrapped,
            time: StoppedTime(at: now))
    }

    /// By the certificate that lay at the messages' address then, with the intermediate that PayPal's clients had at hand.
    private static func verdict(_ message: WebhookMessage, _ judge: WebhookJudge) async throws -> WebhookVerdict {
        await judge.verdict(on: message, signedBy: try chain())
    }

    @Test("the three are there, with the checksums and texts that were signed", arguments: vectors)
    func checksums(vector: Vector) throws {
        #expect(Self.vectors.count == 3)
        #expect(CyclicRedundancy.checksum(of: Array(vector.body.utf8)) == vector.checksum)
        #expect(try vector.message.signedText(webhook: vector.webhook) == vector.signedText)
    }

    @Test("each is genuine at its time", arguments: vectors)
    func genuine(vector: Vector) async throws {
        #expect(try await Self.verdict(vector.message, Self.judge(vector)) == .genuine)
    }

    @Test("a changed byte of the body, the id, the time, the signature or the webhook makes it somebody else's", arguments: vectors)
    func changed(vector: Vector) async throws {
        let judge = try Self.judge(vector)
        let wrong = WebhookVerdict.refused("it was changed, or PayPal did not sign it for this webhook")
        let changes: [(inout WebhookMessage) -> Void] = [
            { $0.body[0] ^= 1 }, { $0.body[$0.body.count / 2] ^= 0x20 }, { $0.body.removeLast() }, { $0.body.append(0x0A) },
            { $0.id = "x" + $0.id.dropFirst() }, { $0.time = $0.time.replacingOccurrences(of: "Z", with: "+00:00") },
            { $0.signature = "AAAA" + $0.signature.dropFirst(4) }, { $0.signature = "AAAA" }, { $0.signature = "no base64!" },
        ]
        for (number, change) in changes.enumerated() {
            var message = try vector.message
            change(&message)
            #expect(try await Self.verdict(message, judge) == wrong, "change \(number)")
        }
        #expect(try await Self.verdict(vector.message, Self.judge(vector, webhook: "4JH86294D6297924H")) == wrong)
    }

    @Test(
        "the certificate counts only while it is valid, under a root that is trusted, and for the place that it names", arguments: vectors)
    func certificates(vector: Vector) async throws {
        let expired = WebhookVerdict.refused("its certificate is not valid now")
        #expect(try await Self.verdict(vector.message, Self.judge(vector, at: "2026-11-28T12:00:00Z")) == expired)
        #expect(try await Self.verdict(vector.message, Self.judge(vector, at: "2015-01-01T12:00:00Z")) == expired)
        let untrusted = WebhookVerdict.undecided("its certificate leads to no trusted root")
        #expect(try await Self.verdict(vector.message, Self.judge(vector, root: "cert")) == untrusted)
        #expect(try await Self.judge(vector).verdict(on: vector.message, signedBy: [Self.chain()[0]]) == untrusted)
        #expect(
            try await Self.verdict(vector.message, Self.judge(vector, place: .live)) == .refused("its certificate is somebody else’s"))
    }

    @Test("another algorithm, an old message and a certificate that lies elsewhere are refused before anything is fetched")
    func beforeFetching() async throws {
        let vector = try #require(Self.vectors.first)
        let judge = try Self.judge(vector)
        for algorithm in ["SHA1withRSA", "sha256withrsa", "none", "SHA256withRSA "] {
            var message = try vector.message
            message.algorithm = algorithm
            #expect(await judge.verdict(on: message) == .refused("it is signed in a way that is not taken"))
        }
        let elsewhere = [
            "http://api.sandbox.paypal.com/v1/notifications/certs/CERT-1", "https://api.paypal.com/v1/notifications/certs/CERT-1",
            "https://api.sandbox.paypal.com.example.org/v1/notifications/certs/CERT-1", "https://example.org/v1/notifications/certs/CERT-1",
            "https://api.sandbox.paypal.com@example.org/v1/notifications/certs/CERT-1",
            "https://api.sandbox.paypal.com:8443/v1/notifications/certs/CERT-1", "https://api.sandbox.paypal.com/v1/notifications/certs/",
            "https://api.sandbox.paypal.com/v1/notifications/certs/../../oauth2/token",
            "https://api.sandbox.paypal.com/v1/notifications/certs/a/b", "https://api.sandbox.paypal.com/v1/notifications/certs/a?b",
            "https://api.sandbox.paypal.com/v1/notifications/certs/a#b", "https://api.sandbox.paypal.com/v1/notifications/certs/%2e%2e",
            "https://API.sandbox.paypal.com/v1/notifications/certs/CERT-1", "https://169.254.169.254/v1/notifications/certs/CERT-1",
            "file:///etc/passwd", "",
        ]
        for url in elsewhere {
            var message = try vector.message
            message.certificate = url
            #expect(await judge.verdict(on: message) == .refused("its certificate is none of PayPal’s"), "\(url)")
        }
        let message = try vector.message
        let old = try Self.judge(vector, at: "2015-05-28T15:45:13Z")
        let early = try Self.judge(vector, at: "2015-05-18T14:00:00Z")
        #expect(await old.verdict(on: message) == .refused("it is of another time"))
        #expect(await early.verdict(on: message) == .refused("it is of another time"))
    }

    @Test("a message without one of its headers, or with one that is too long, is none")
    func incomplete() throws {
        let vector = try #require(Self.vectors.first)
        let headers = vector.headers
        let body = Array(vector.body.utf8)
        #expect(WebhookMessage(body: body) { headers[$0] } != nil)
        for name in headers.keys {
            #expect(WebhookMessage(body: body) { $0 == name ? nil : headers[$0] } == nil)
            #expect(WebhookMessage(body: body) { $0 == name ? "" : headers[$0] } == nil)
            #expect(WebhookMessage(body: body) { $0 == name ? String(repeating: "a", count: 501) : headers[$0] } == nil)
            #expect(WebhookMessage(body: body) { $0 == name ? "a\r\nb" : headers[$0] } == nil)
        }
        #expect(WebhookMessage(body: []) { headers[$0] } == nil)
        #expect(WebhookMessage(body: [UInt8](repeating: 0x20, count: WebhookMessage.mostBytes + 1)) { headers[$0] } == nil)
    }
}
