import Foundation
import KinoraPartners
import Testing

@testable import Kinora

@Suite("Settings of PayPal")
struct PayPalSettingsTests {
    private func payPal(_ yaml: String) async throws -> Settings.PayPal? {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(yaml.utf8).write(to: file)
        return try await SettingsReader(flags: .init(config: file.path)).settings().payPal
    }

    @Test func withoutAClientNothingIsPaidThroughPayPal() async throws {
        #expect(try await payPal("port: 8080\n") == nil)
        #expect(try await payPal("paypal-environment: live\n") == nil)
    }

    @Test func aClientIsOfTheSandboxUnlessTheOwnerSaysLive() async throws {
        let client = "paypal-client-id: AbC-1\npaypal-client-secret: hush hush\n"
        let sandbox = try await payPal(client)
        let live = try await payPal(client + "paypal-environment: live\npaypal-webhook-id: 8PT597110X687430LKGECATA\n")

        #expect(sandbox?.place == .sandbox && sandbox?.webhookID == nil)
        #expect(live?.place == .live && live?.webhookID == "8PT597110X687430LKGECATA")
        #expect(!"\(live as Any)".contains("hush"))
    }

    @Test(arguments: [
        ("paypal-client-id: A", "paypal-client-secret"), ("paypal-client-id: \"A:B\"\npaypal-client-secret: hush", "paypal-client-id"),
        ("paypal-client-id: A\npaypal-client-secret: hush\npaypal-environment: Live", "paypal-environment"),
        ("paypal-client-id: A\npaypal-client-secret: hush\npaypal-webhook-id: no-id", "paypal-webhook-id"),
        ("paypal-client-id: A\npaypal-client-secret: hush\npaypal-url: https://api.example.org", "paypal-url"),
        ("paypal-client-id: A\npaypal-client-secret: hush\npaypal-ca-file: /dev/null", "paypal-ca-file"),
        ("paypal-client-id: A\npaypal-client-secret: hush\npaypal-client-secret-file: /dev/null", "paypal-client-secret"),
    ])
    func whatIsWrongIsSaidWithItsSetting(yaml: String, key: String) async throws {
        let failure = await #expect(throws: SettingsFailure.self) { try await payPal(yaml + "\n") }

        #expect(failure?.sentence.contains(key) == true && failure?.sentence.contains("hush") == false)
    }
}
