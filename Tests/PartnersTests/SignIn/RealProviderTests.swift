import KinoraAccounts
import KinoraKernel
import Testing

@testable import KinoraPartners

@Suite(
    "Providers that others wrote", .enabled(if: SignInPeer.isHere, SignInPeer.isMissing), .serialized, .timeLimit(.minutes(10)))
struct RealProviderTests {
    @Test("django-oauth-toolkit lets people in: PKCE, the secret, the address and the token are as it wants them")
    func django() async throws {
        let peer = try await SignInPeer("provider", ["--callback", SignInPeer.callback])
        let bench = try await SignInBench()
        let provider = try bench.openID("\(peer.url)/o")

        let ida = try await bench.signIn(provider)
        let bo = try await bench.signIn(provider, cookies: "who=bo")

        #expect(ida.name == "Ida Example" && ida.email == "ida@example.org" && ida.isEmailTrusted)
        #expect(bo.name == "Bo Example" && bo.subject != ida.subject && bo.issuer == ida.issuer)
        try await provider.check()
        await peer.stop()
    }

    @Test("django-oauth-toolkit gives nothing for a code whose proof key, address or secret is another’s, nor twice")
    func strict() async throws {
        let peer = try await SignInPeer("provider", ["--callback", SignInPeer.callback])
        let bench = try await SignInBench()
        let provider = try bench.openID("\(peer.url)/o")
        let refused = ProviderRefusal.untrusted(provider: "Example", reason: "the provider gives no tokens (400)")

        await #expect(throws: refused) { try await bench.signIn(provider) { $0.verifier = RandomToken.make() } }
        await #expect(throws: ProviderRefusal.untrusted(provider: "Example", reason: "the provider gives no tokens (401)")) {
            try await bench.signIn(bench.openID("\(peer.url)/o") { $0.secret = .fixed(try SignInBench.key("another")) })
        }
        await #expect(throws: ProviderRefusal.untrusted(provider: "Example", reason: "the token belongs to another attempt")) {
            try await bench.signIn(provider) { $0.nonce = RandomToken.make() }
        }
        let (attempt, _) = try await bench.attempts.begin(.signIn, with: "oidc")
        let answer = try await SignInBench.visit(try await provider.address(for: attempt, callback: SignInPeer.callback))
        await #expect(throws: refused) {
            try await provider.identity(from: answer, to: attempt, callback: "http://127.0.0.1:8080/login/callback/other")
        }
        #expect(try await provider.identity(from: answer, to: attempt, callback: SignInPeer.callback).name == "Ida Example")
        await #expect(throws: refused, "twice") { try await provider.identity(from: answer, to: attempt, callback: SignInPeer.callback) }
        await peer.stop()
    }

    @Test("oidc-provider-mock lets people in: its tokens name no key, and there is one")
    func mock() async throws {
        let peer = try await SignInPeer("mock")
        let bench = try await SignInBench()
        let provider = try bench.openID(peer.url)
        let (attempt, browser) = try await bench.attempts.begin(.signIn, with: "oidc")
        let address = try await provider.address(for: attempt, callback: SignInPeer.callback)

        let (location, _) = try await SignInBench.open(address, form: "sub=ida")
        let answer = try SignInBench.answer(in: #require(location))
        let spent = try await bench.attempts.spend(state: answer.state, with: "oidc", browser: browser)
        let identity = try await provider.identity(from: answer, to: spent, callback: SignInPeer.callback)

        #expect(identity.subject == "ida" && identity.name == "Ida Example" && identity.email == "ida@example.org")
        #expect(!identity.isEmailTrusted, "it does not say that it checked the address")
        await peer.stop()
    }
}
