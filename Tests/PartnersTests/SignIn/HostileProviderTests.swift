import Foundation
import KinoraAccounts
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraPartners

@Suite(
    "A provider that lies", .enabled(if: SignInPeer.isHere, SignInPeer.isMissing), .serialized, .timeLimit(.minutes(10)))
struct HostileProviderTests {
    enum Wanted: Hashable, Sendable {
        /// In, with this address, trusted or not.
        case inside(email: String?, isTrusted: Bool)
        /// Refused, for this reason and no other.
        case untrusted(String)
        case misconfigured(String)
        case away(String)
        case declined
        case stale

        static let inside: Self = .inside(email: "ida@example.org", isTrusted: true)
    }

    static let table: [(mode: String, wanted: Wanted)] = [
        ("honest", .inside), ("honest-es256", .inside), ("rotated", .inside), ("no-kid", .inside),
        ("email-unverified", .inside(email: "ida@example.org", isTrusted: false)),
        ("email-string", .inside(email: "ida@example.org", isTrusted: false)), ("email-absent", .inside(email: nil, isTrusted: false)),
        ("code-twice", .inside), ("at-hash-absent", .inside), ("clock-ahead", .inside), ("just-expired", .inside), ("two-aud", .inside),
        ("secret-post", .inside), ("email-in-userinfo", .inside),
        ("none", .untrusted("the token is signed in a way that is not taken")),
        ("hs256", .untrusted("the token is signed in a way that is not taken")),
        ("rs512", .untrusted("the token is signed in a way that is not taken")),
        ("eddsa", .untrusted("the token is signed in a way that is not taken")),
        ("crit", .untrusted("the token has critical parts")),
        ("wrong-iss", .untrusted("the token is of another issuer")), ("iss-slash", .untrusted("the token is of another issuer")),
        ("wrong-aud", .untrusted("the token is for others")), ("no-aud", .untrusted("the token is for others")),
        ("foreign-azp", .untrusted("the token was made for others")), ("two-aud-no-azp", .untrusted("the token was made for others")),
        ("one-aud-foreign-azp", .untrusted("the token was made for others")),
        ("expired", .untrusted("the token is over")), ("no-exp", .untrusted("the token is over")),
        ("exp-text", .untrusted("the token is over")),
        ("iat-tomorrow", .untrusted("the token was made in the future")), ("no-iat", .untrusted("the token was made in the future")),
        ("nbf-tomorrow", .untrusted("the token is not good yet")),
        ("unknown-kid", .untrusted("the token names a key that the provider does not have")),
        ("kid-number", .untrusted("the token names a key that the provider does not have")),
        ("no-kid-two", .untrusted("the token names a key that the provider does not have")),
        ("enc-key", .untrusted("the token names a key that the provider does not have")),
        ("jku", .untrusted("the token’s signature is wrong")), ("jwk", .untrusted("the token’s signature is wrong")),
        ("x5u", .untrusted("the token’s signature is wrong")), ("foreign-key", .untrusted("the token’s signature is wrong")),
        ("bad-signature", .untrusted("the token’s signature is wrong")), ("changed-body", .untrusted("the token’s signature is wrong")),
        ("twice-claim", .untrusted("the token is none")),
        ("nonce-missing", .untrusted("the token belongs to another attempt")),
        ("nonce-foreign", .untrusted("the token belongs to another attempt")),
        ("sub-missing", .untrusted("the token names nobody")), ("sub-empty", .untrusted("the token names nobody")),
        ("sub-number", .untrusted("the token names nobody")), ("sub-long", .untrusted("the token names nobody")),
        ("at-hash-wrong", .untrusted("the token belongs to another access token")),
        ("userinfo-foreign", .untrusted("the provider tells of another person")),
        ("userinfo-none", .untrusted("the provider tells of another person")),
        ("discovery-foreign", .misconfigured("discovery names another issuer than the setting")),
        ("discovery-redirect", .away("discovery answers 302")), ("no-jwks-uri", .misconfigured("discovery lacks jwks_uri")),
        ("plain-http", .misconfigured("an address of it is not https")),
        ("secret-jwt", .misconfigured("it wants another kind of client authentication than client_secret_basic and client_secret_post")),
        ("iss-foreign", .untrusted("the answer is another issuer’s")), ("iss-missing", .untrusted("the answer does not say whose it is")),
        ("state-lost", .stale), ("state-foreign", .stale), ("declined", .declined),
        ("error-script", .untrusted("the provider reports an error")),
        ("jwks-slow", .away("no answer within the time allowed")),
        ("html", .untrusted("the provider gives no tokens (200)")), ("endless", .untrusted("an answer is longer than 1024 KiB")),
        ("token-error", .untrusted("the provider gives other tokens than it should")),
        ("no-id-token", .untrusted("the provider gives other tokens than it should")),
        ("mac-token", .untrusted("the provider gives other tokens than it should")),
    ]

    @Test("every answer is taken or refused for its own reason")
    func acceptance() async throws {
        let peer = try await SignInPeer("hostile")
        let bench = try await SignInBench()
        for (mode, wanted) in Self.table {
            let outcome = await outcome(of: mode, bench, peer)
            #expect(outcome == wanted, "\(mode)")
        }
        await peer.stop()
    }

    private func outcome(of mode: String, _ bench: SignInBench, _ peer: SignInPeer) async -> Wanted? {
        do {
            let identity = try await bench.signIn(bench.openID("\(peer.url)/\(mode)"))
            guard identity.subject == "ida-1", identity.issuer == "\(peer.url)/\(mode)", identity.name == "Ida Example" else { return nil }
            guard identity.picture == "https://example.org/ida.png" else { return nil }
            return .inside(email: identity.email, isTrusted: identity.isEmailTrusted)
        } catch ProviderRefusal.untrusted(_, let reason) {
            return .untrusted(reason)
        } catch ProviderRefusal.misconfigured(_, let reason) {
            return .misconfigured(reason)
        } catch ProviderRefusal.away(_, let reason) {
            return .away(reason)
        } catch ProviderRefusal.declined {
            return .declined
        } catch ProviderRefusal.stale {
            return .stale
        } catch {
            Issue.record(error)
            return nil
        }
    }

    @Test("what is not taken by a house is by one that lists it: the allow-list decides")
    func algorithms() async throws {
        let peer = try await SignInPeer("hostile")
        let bench = try await SignInBench()

        #expect(try await bench.signIn(bench.openID("\(peer.url)/rs512") { $0.algorithms = [.rs512] }).subject == "ida-1")
        #expect(try await bench.signIn(bench.openID("\(peer.url)/eddsa") { $0.algorithms = [.eddsa] }).subject == "ida-1")
        await #expect(throws: ProviderRefusal.self) {
            try await bench.signIn(bench.openID("\(peer.url)/honest") { $0.algorithms = [.es256] })
        }
        await peer.stop()
    }

    @Test("no reason and no sentence repeats what a provider wrote")
    func words() async throws {
        let peer = try await SignInPeer("hostile")
        let bench = try await SignInBench()
        for mode in ["error-script", "html", "token-error", "wrong-iss"] {
            let refusal = await #expect(throws: ProviderRefusal.self) { try await bench.signIn(bench.openID("\(peer.url)/\(mode)")) }
            let told = "\(refusal?.sentence ?? "") \(refusal?.reason ?? "") \(refusal.map { "\($0)" } ?? "")"
            #expect(!told.contains("script") && !told.contains("0900") && !told.contains("Welcome") && !told.contains("http"))
        }
        await peer.stop()
    }

    @Test("an address is trusted only where the owner trusts the issuer")
    func trust() async throws {
        let peer = try await SignInPeer("hostile")
        let bench = try await SignInBench()

        let identity = try await bench.signIn(bench.openID("\(peer.url)/honest") { $0.emailTrust = .never })

        #expect(identity.email == "ida@example.org" && !identity.isEmailTrusted)
        #expect(identity.claims["email_verified"] == true && identity.claims["nonce"] == nil && identity.claims["at_hash"] == nil)
        await peer.stop()
    }

    @Test("for unknown keys a provider is asked once more, and then not again within a minute, nor for the same name within ten")
    func looks() async throws {
        let time = StoppedTime(at: SystemTime().now)
        let peer = try await SignInPeer("hostile")
        let bench = try await SignInBench(time: time)
        let provider = try bench.openID("\(peer.url)/unknown-kid")
        func looks() async throws -> Value? { try Value(json: await SignInBench.open("\(peer.url)/unknown-kid/looks").page)["/jwks"] }

        for _ in 0..<3 { _ = try? await bench.signIn(provider) }
        #expect(try await looks() == 2, "one at first, one for the unknown name")
        time.advance(by: .seconds(61))
        for _ in 0..<3 { _ = try? await bench.signIn(provider) }
        #expect(try await looks() == 2, "the name was looked for already")
        await peer.stop()
    }

    @Test("servers of the own network are not asked, unless the owner says so; and http never but on this machine")
    func privateServers() async throws {
        let inside = "its server stands in a private network"
        for address in [
            "https://127.0.0.1:9/x", "https://10.1.2.3/x", "https://[::1]:9/x", "https://169.254.169.254/x", "https://localhost/x",
        ] {
            let wire = SignInWire(provider: "Example", reach: .internet, limits: SignInLimits())
            await #expect(throws: ProviderRefusal.misconfigured(provider: "Example", reason: inside), "\(address)") {
                try await wire.get(address)
            }
        }
        let household = SignInWire(provider: "Example", reach: .household, limits: SignInLimits())
        for address in [
            "http://example.org/x", "http://10.1.2.3/x", "ftp://localhost/x", "https://user@localhost/x", "https://localhost/x#y",
            "https:///x",
        ] {
            #expect(throws: ProviderRefusal.self, "\(address)") { try household.check(address) }
        }
        #expect(throws: ProviderRefusal.self) {
            try SignInWire(provider: "Example", reach: .internet, limits: SignInLimits()).check("http://localhost/x")
        }
    }
}
