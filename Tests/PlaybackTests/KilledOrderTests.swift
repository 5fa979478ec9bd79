import Foundation
import Testing

@Suite("A house that sells through PayPal", .serialized, .timeLimit(.minutes(20)))
struct KilledOrderTests {
    private func shop(_ payPal: Peer) throws -> KinoraProgram {
        try KinoraProgram.inNewFolder([
            "KINORA_PAYPAL_URL": "http://127.0.0.1:\(payPal.port)", "KINORA_PAYPAL_CLIENT_ID": "stand-in-client",
            "KINORA_PAYPAL_CLIENT_SECRET": "stand-in secret/with:signs",
        ])
    }

    @Test(
        "killed in the middle of purchases, it neither loses a payment nor takes one twice",
        .enabled(if: Peer.hasPayPal, "the stand-in for PayPal could not be installed"))
    func killed() async throws {
        let payPal = try await Peer("Tests/PayPal/standin.py")
        defer { payPal.stop() }
        let program = try shop(payPal)
        defer { program.remove() }
        try await Owner.add("ida@example.org", name: "Ida", role: "member", to: program)
        for words in [
            ["billing", "open", "--currency", "EUR", "--tax", "19", "--seller", "Lantern Films"],
            ["billing", "plan", "Monthly", "--price", "7.99EUR"],
        ] {
            let outcome = try await program.run(words)
            try #require(outcome.code == 0, "\(outcome.error)")
        }

        let outcome = try await Tool.script(
            "Tests/PayPal/killed.py",
            [KinoraProgram.binary, program.data.path, "http://127.0.0.1:\(payPal.port)", "12", "\(Int.random(in: 1...1_000_000))"],
            environment: program.environment)

        #expect(outcome.succeeded, "\(outcome.output)\n\(outcome.error)")
    }

    @Test(
        "PayPal's webhook is registered once from the command line, listed, used and removed",
        .enabled(if: Peer.hasPayPal, "the stand-in for PayPal could not be installed"))
    func webhook() async throws {
        let payPal = try await Peer("Tests/PayPal/standin.py")
        defer { payPal.stop() }
        let program = try shop(payPal)
        defer { program.remove() }
        let refused = try await program.run(["billing", "webhook", "register"])
        #expect(refused.code == 1 && refused.error.contains("https"), "\(refused.output) \(refused.error)")

        let address = "https://films.example.org/payments/paypal/messages"
        let first = try await program.run(["billing", "webhook", "register", "--address", address])
        #expect(first.code == 0, "\(first.error)")
        let again = try await program.run(["billing", "webhook", "register", "--address", address])
        #expect(again.output == first.output)
        let listed = try await program.run(["billing", "webhook"])
        let lines = listed.output.split(separator: "\n")
        #expect(lines.count == 1 && lines.first?.hasPrefix("* ") == true && listed.output.contains(address), "\(listed.output)")
        let id = try #require(lines.first?.split(separator: " ").dropFirst().first).description
        #expect(first.output.contains(id))
        #expect(try await program.run(["billing", "webhook", "remove", id]).code == 0)
        #expect(try await program.run(["billing", "webhook"]).output.contains("no webhook"))
        let unknown = try await program.run(["billing", "webhook", "remove", id])
        #expect(unknown.code == 1 && unknown.error.split(separator: "\n").count == 1, "\(unknown.error)")
    }
}
