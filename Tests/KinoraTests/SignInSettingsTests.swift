import Crypto
import Foundation
import KinoraAccounts
import KinoraKernel
import Testing

@testable import Kinora

@Suite("Settings of signing in through others")
struct SignInSettingsTests {
    private func signIn(_ yaml: String) async throws -> Settings.SignIn {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(yaml.utf8).write(to: file)
        return try await SettingsReader(flags: .init(config: file.path)).settings().signIn
    }

    private func names(_ yaml: String) async throws -> [String] { try await signIn(yaml).providers(SystemTime()).map(\.name) }

    @Test func nobodyIsOfferedWithoutAClientID() async throws {
        #expect(try await names("port: 8080\n") == [])
        #expect(try await names("google-client-secret: abc\n") == [])
    }

    @Test func whoIsSetUpIsOffered() async throws {
        let key = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-\(UUID().uuidString).p8")
        let secret = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-\(UUID().uuidString)")
        defer {
            try? FileManager.default.removeItem(at: key)
            try? FileManager.default.removeItem(at: secret)
        }
        try Data(P256.Signing.PrivateKey().pemRepresentation.utf8).write(to: key)
        try Data("hidden-words\n".utf8).write(to: secret)
        let read = try await signIn(
            """
            google-client-id: g
            google-client-secret-file: \(secret.path)
            github-client-id: h
            github-client-secret: hidden-words
            facebook-client-id: "1"
            facebook-client-secret: hidden-words
            apple-client-id: org.example.kinora
            apple-team-id: ABCDE12345
            apple-key-id: ABCDE12345
            apple-key-file: \(key.path)
            oidc-name: Our house
            oidc-issuer: https://id.example.org/realms/home
            oidc-client-id: kinora
            oidc-client-secret: hidden-words

            """)

        let providers = read.providers(SystemTime())

        #expect(providers.map(\.name) == ["oidc", "google", "apple", "facebook", "github"])
        #expect(providers.map(\.label) == ["Our house", "Google", "Apple", "Facebook", "GitHub"])
        #expect(providers.map(\.answersByForm) == [false, false, true, false, false])
        #expect(read.requestReaders(SystemTime()).map(\.provider) == ["facebook"])
        #expect(!"\(read)".contains("hidden-words"))
    }

    @Test func aPrivateIssuerIsTakenOnlyWhereTheOwnerSaysSo() async throws {
        let yaml = "oidc-client-id: kinora\noidc-issuer: http://127.0.0.1:9000/o\n"

        await #expect(throws: SettingsFailure.self) { try await signIn(yaml) }
        #expect(try await names(yaml + "oidc-private-network: true\n") == ["oidc"])
    }

    @Test(arguments: [
        ("google-client-id: g", "google-client-secret"), ("oidc-issuer: https://id.example.org", "oidc-client-id"),
        ("oidc-client-id: k\noidc-issuer: \"https://id.example.org?x=1\"", "oidc-issuer"),
        ("oidc-client-id: k\noidc-issuer: keycloak", "oidc-issuer"),
        ("oidc-client-id: k\noidc-issuer: http://id.example.org\noidc-private-network: true", "oidc-issuer"),
        ("oidc-client-id: k\noidc-issuer: https://id.example.org\noidc-algorithms: [none]", "oidc-algorithms"),
        ("oidc-client-id: k\noidc-issuer: https://id.example.org\noidc-algorithms: [RS256, HS256]", "oidc-algorithms"),
        ("facebook-client-id: \"1\"\nfacebook-client-secret: s\nfacebook-graph-version: latest", "facebook-graph-version"),
        ("apple-client-id: a", "apple-key-file"),
        ("apple-client-id: a\napple-team-id: ABCDE12345\napple-key-id: ABCDE12345\napple-key-file: /nowhere", "apple-key-file"),
    ])
    func whatIsWrongIsSaidWithItsSetting(yaml: String, key: String) async throws {
        let failure = await #expect(throws: SettingsFailure.self) { try await signIn(yaml + "\n") }

        #expect(failure?.sentence.contains(key) == true)
    }
}
