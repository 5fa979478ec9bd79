import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraBilling
import KinoraGate
import Logging
import NIOCore
import Testing

@testable import KinoraWebsite

@Suite("What payment providers send")
struct PaymentMessagesTests {
    private func answer(
        _ body: String = "{}", headers: HTTPFields = [:], to receive: @escaping @Sendable (ProviderMessage) async throws -> Void
    ) async throws -> (status: HTTPResponse.Status, refused: Int) {
        let house = try await SampleHouse()
        let messages = PaymentMessages(of: "paypal", log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, receive: receive)
        let gate = Gate(hosts: .any, admission: Admission(doorkeeper: SignedIn()), problems: house.website.problems)
        let status = try await Application(router: gate.router(for: messages.routes)).test(.router) { client in
            try await client.execute(uri: "/payments/paypal/messages", method: .post, headers: headers, body: ByteBuffer(string: body))
                .status
        }
        return (status, messages.refusedCount)
    }

    @Test("a message comes in as it was sent, byte by byte, from a program that says neither origin nor cookie")
    func asSent() async throws {
        let body = #"{ "id" : "WH-1","note":"Zürich" }"#
        let got = try await answer(body, headers: [HTTPField.Name("PAYPAL-TRANSMISSION-ID")!: "1-2"]) { message in
            guard message.field("paypal-transmission-id") == "1-2", message.body == Array(body.utf8) else {
                throw MessageRefusal.notGenuine
            }
        }
        #expect(got.status == .ok && got.refused == 0)
    }

    @Test("what is forged is a bad request and counted, what says nothing is fine, what cannot be judged comes again")
    func outcomes() async throws {
        let forged = try await answer { _ in throw MessageRefusal.notGenuine }
        #expect(forged.status == .badRequest && forged.refused == 1)
        #expect(try await answer { _ in throw MessageRefusal.ofNoInterest }.status == .ok)
        #expect(try await answer { _ in throw ProviderFailure.unavailable("away", retryAfter: nil) }.status == .serviceUnavailable)
        #expect(try await answer { _ in throw ProviderFailure.notSetUp("none") }.status == .notFound)
    }

    @Test("a body without bounds is not read")
    func bounded() async throws {
        let huge = String(repeating: " ", count: ProviderMessage.mostBytes + 1)
        #expect(try await answer(huge) { _ in Issue.record("it was read") }.status == .contentTooLarge)
    }
}
