import Foundation
import Testing

@Suite("What needs mail or another provider, in a browser", .timeLimit(.minutes(15)))
struct LetterBrowserTests {
    @Test("an address is confirmed, a password is reset, and what changed is told, by letters that a mail server received")
    func letters() async throws {
        let mail = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: mail, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: mail) }
        let server = try await Peer("Tests/Mail/server.py", ["--folder", mail.path])
        defer { server.stop() }
        let program = try KinoraProgram.inNewFolder([
            "KINORA_MAIL_URL": "smtp+plain://localhost:\(server.port)", "KINORA_MAIL_FROM": "Our House <house@example.org>",
        ])
        defer { program.remove() }
        let house = try await RunningHouse(program, ["--no-prepare"], owner: false)
        defer { house.stop() }

        let outcome = try await Tool.script(
            "Tests/Browser/letters.py",
            environment: [
                "KINORA_BASE": house.address, "KINORA_WELCOME": try await house.welcome(), "KINORA_MAIL": mail.path,
            ])

        #expect(outcome.succeeded, "\(outcome.output)\n\(outcome.error)")
        #expect(!house.log.contains("@example.org"), "no address is in the log")
    }

    @Test(
        "an account is linked with a provider that keeps strictly to PKCE, and entered through it", .enabled(if: Peer.hasProviders))
    func identities() async throws {
        let port = try await Self.freePort()
        let provider = try await Peer(
            "Tests/SignIn/provider.py", ["--callback", "http://localhost:\(port)/login/callback/oidc"])
        defer { provider.stop() }
        let program = try KinoraProgram.inNewFolder([
            "KINORA_OIDC_NAME": "Example", "KINORA_OIDC_ISSUER": "http://127.0.0.1:\(provider.port)/o",
            "KINORA_OIDC_CLIENT_ID": "kinora", "KINORA_OIDC_CLIENT_SECRET": "a secret/with:signs", "KINORA_OIDC_EMAIL_TRUSTED": "true",
            "KINORA_OIDC_PRIVATE_NETWORK": "true",
        ])
        defer { program.remove() }
        let house = try await RunningHouse(program, ["--no-prepare", "--port", "\(port)"], owner: false)
        defer { house.stop() }

        let outcome = try await Tool.script(
            "Tests/Browser/identities.py",
            environment: [
                "KINORA_BASE": house.address, "KINORA_WELCOME": try await house.welcome(),
                "KINORA_PROVIDER": "http://127.0.0.1:\(provider.port)",
            ])

        #expect(outcome.succeeded, "\(outcome.output)\n\(outcome.error)\n\(house.log)")
    }

    /// A port that nobody listens on now: the provider must be told it before the house opens.
    private static func freePort() async throws -> Int {
        let outcome = try await Tool.run(
            "python3", ["-c", "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])"])
        guard let port = Int(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw ToolFailure(message: outcome.error)
        }
        return port
    }
}
