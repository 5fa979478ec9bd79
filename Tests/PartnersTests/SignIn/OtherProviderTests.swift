import Crypto
import Foundation
import KinoraAccounts
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraPartners

@Suite(
    "GitHub, Facebook and Apple", .enabled(if: SignInPeer.isHere, SignInPeer.isMissing), .serialized, .timeLimit(.minutes(10)))
struct OtherProviderTests {
    private static let secret = "0123456789abcdef0123456789abcdef"

    private func gitHub(_ peer: SignInPeer, _ mode: String = "") throws -> GitHubProvider {
        var places = GitHubProvider.Places()
        places.site = "\(peer.url)/github\(mode)"
        places.api = "\(peer.url)/github\(mode)"
        places.reach = .household
        return GitHubProvider(clientID: "12345", secret: try SignInBench.key(Self.secret), places: places)
    }

    private func facebook(_ peer: SignInPeer, _ mode: String = "") throws -> FacebookProvider {
        var places = FacebookProvider.Places()
        places.site = "\(peer.url)/facebook\(mode)"
        places.graph = "\(peer.url)/facebook\(mode)"
        places.reach = .household
        return try #require(
            FacebookProvider(clientID: "12345", secret: try SignInBench.key(Self.secret), version: "v26.0", places: places))
    }

    @Test("GitHub: the number is the name, the first address counts if it was checked, an error with status 200 is an error")
    func gitHub() async throws {
        let peer = try await SignInPeer("others")
        let bench = try await SignInBench()

        let ida = try await bench.signIn(gitHub(peer))
        #expect(ida.subject == "583231" && ida.name == "Ida Example" && ida.email == "ida@example.org" && ida.isEmailTrusted)
        #expect(ida.picture == "https://avatars.example.org/u/1" && ida.claims["login"] == "ida")

        let unverified = try await bench.signIn(gitHub(peer, "~unverified"))
        #expect(unverified.email == nil && !unverified.isEmailTrusted)

        await #expect(throws: ProviderRefusal.declined(provider: "GitHub")) { try await bench.signIn(gitHub(peer, "~denied")) }
        for mode in ["~bad-code", "~text-id"] {
            await #expect(throws: ProviderRefusal.self, "\(mode)") { try await bench.signIn(gitHub(peer, mode)) }
        }
        await #expect(throws: ProviderRefusal.self) { try await bench.signIn(gitHub(peer)) { $0.verifier = RandomToken.make() } }
        await peer.stop()
    }

    @Test("Facebook: the token must be this app’s and the person’s, every question is proved, no address is trusted")
    func facebook() async throws {
        let peer = try await SignInPeer("others")
        let bench = try await SignInBench()

        let ida = try await bench.signIn(facebook(peer))
        #expect(ida.issuer == "https://www.facebook.com" && ida.subject == "10150000000000001" && ida.name == "Ida Example")
        #expect(ida.email == "ida@example.org" && !ida.isEmailTrusted && ida.picture == "https://scontent.example.org/ida.jpg")
        try await facebook(peer).check()

        await #expect(throws: ProviderRefusal.declined(provider: "Facebook")) { try await bench.signIn(facebook(peer, "~denied")) }
        await #expect(throws: ProviderRefusal.untrusted(provider: "Facebook", reason: "the token was made for another app")) {
            try await bench.signIn(facebook(peer, "~foreign-app"))
        }
        await #expect(throws: ProviderRefusal.untrusted(provider: "Facebook", reason: "the token was made for another app")) {
            try await bench.signIn(facebook(peer, "~invalid"))
        }
        await #expect(throws: ProviderRefusal.untrusted(provider: "Facebook", reason: "the provider tells of another person")) {
            try await bench.signIn(facebook(peer, "~other-person"))
        }
        await peer.stop()
    }

    @Test("Apple: the secret is a token that another library takes, the answer is a form, the name comes beside it, \"true\" is true")
    func apple() async throws {
        let key = P256.Signing.PrivateKey()
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-\(UUID().uuidString).pem")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(key.publicKey.pemRepresentation.utf8).write(to: file)
        let peer = try await SignInPeer("hostile", ["--apple", file.path])
        let bench = try await SignInBench()
        let apple = try #require(AppleKey(team: "TEAM123456", id: "KEY1234567", pem: key.pemRepresentation))
        let provider = try bench.openID("\(peer.url)/apple") { client in
            let preset = OpenIDClient.apple(clientID: "kinora", key: apple)
            (client.secret, client.scopes, client.emailTrust) = (preset.secret, preset.scopes, preset.emailTrust)
            (client.sendsChallenge, client.asksUserinfo, client.answersByForm) = (false, false, preset.answersByForm)
        }
        let ida = try await bench.signIn(provider)

        #expect(ida.subject == "ida-1" && ida.name == "Ida Example" && ida.email == "ida@example.org" && ida.isEmailTrusted)
        await peer.stop()
    }

    @Test("names of Apple’s that are none, and keys that are none, are refused")
    func appleKeys() {
        let pem = P256.Signing.PrivateKey().pemRepresentation

        #expect(AppleKey(team: "TEAM123456", id: "KEY1234567", pem: pem).map { "\($0)" } == "(key)")
        #expect(AppleKey(team: "team123456", id: "KEY1234567", pem: pem) == nil)
        #expect(AppleKey(team: "TEAM123456", id: "KEY", pem: pem) == nil)
        #expect(AppleKey(team: "TEAM123456", id: "KEY1234567", pem: "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----") == nil)
        #expect(AppleKey.name(in: #"{"name":{"firstName":"Ida","lastName":"Example"}}"#) == "Ida Example")
        #expect(AppleKey.name(in: #"{"name":7}"#) == nil && AppleKey.name(in: "no JSON") == nil && AppleKey.name(in: nil) == nil)
    }
}
