import Foundation
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraAccounts

@Suite("Passkeys", .timeLimit(.minutes(10)))
struct PasskeyTests {
    @Test(
        "are registered, with and without attestation by themselves, and sign in", arguments: SoftAuthenticator.Kind.allCases,
        [false, true])
    func used(kind: SoftAuthenticator.Kind, isAttested: Bool) async throws {
        let bench = try await PasskeyBench()
        let device = try SoftAuthenticator(kind, handle: bench.ida.rawValue)
        let kept = try await bench.register(device, isAttested: isAttested)
        #expect(kept.id == Digest(of: device.id).hex)
        #expect(kept.value.transports == ["internal", "hybrid"])
        for _ in 0..<3 { #expect(try await bench.signIn(device) == bench.ida) }
    }

    @Test("what is not right when a passkey is made is refused")
    func refusedWhenMade() async throws {
        let bench = try await PasskeyBench()
        let device = try SoftAuthenticator(.es256, handle: bench.ida.rawValue)
        let other = Base64URL.encode(Array("another question".utf8))
        await #expect(throws: PasskeyRefusal.stale) { try await bench.register(device) { $0.challenge = other } }
        await #expect(throws: PasskeyRefusal.foreign) { try await bench.register(device) { $0.origin = "https://films.example.com" } }
        await #expect(throws: PasskeyRefusal.foreign) { try await bench.register(device) { $0.origin = "http://films.example.org" } }
        await #expect(throws: PasskeyRefusal.foreign) { try await bench.register(device) { $0.origin += ":8443" } }
        await #expect(throws: PasskeyRefusal.foreign) { try await bench.register(device) { $0.site = "example.org" } }
        await #expect(throws: PasskeyRefusal.malformed) { try await bench.register(device) { $0.type = "webauthn.get" } }
        await #expect(throws: PasskeyRefusal.unverified) { try await bench.register(device) { $0.flags = 0x01 } }
        await #expect(throws: PasskeyRefusal.unverified) { try await bench.register(device) { $0.flags = 0x04 } }
        // Backed up, but not made to be backed up.
        await #expect(throws: PasskeyRefusal.malformed) { try await bench.register(device) { $0.flags = 0x15 } }
        await #expect(throws: PasskeyRefusal.foreign) {
            try await bench.register(device) { $0.more = #","topOrigin":"https://evil.example""# }
        }
        #expect(try await bench.passkeys.list(of: bench.ida).isEmpty)
        try await bench.register(device) { $0.flags = 0x1D }
        await #expect(throws: PasskeyRefusal.alreadyKept) { try await bench.register(device) }
    }

    @Test("what is not right when a passkey is used is refused")
    func refusedWhenUsed() async throws {
        let bench = try await PasskeyBench()
        let device = try SoftAuthenticator(.edDSA, handle: bench.ida.rawValue)
        try await bench.register(device)
        let other = Base64URL.encode(Array("another question".utf8))
        await #expect(throws: PasskeyRefusal.stale) { try await bench.signIn(device) { $0.challenge = other } }
        await #expect(throws: PasskeyRefusal.foreign) { try await bench.signIn(device) { $0.origin = "https://films.example.com" } }
        await #expect(throws: PasskeyRefusal.foreign) { try await bench.signIn(device) { $0.site = "films.example.com" } }
        await #expect(throws: PasskeyRefusal.malformed) { try await bench.signIn(device) { $0.type = "webauthn.create" } }
        await #expect(throws: PasskeyRefusal.unverified) { try await bench.signIn(device) { $0.flags = 0x01 } }
        var stranger = try SoftAuthenticator(.edDSA, handle: bench.ida.rawValue)
        await #expect(throws: PasskeyRefusal.unknown) { try await bench.signIn(stranger) }
        stranger.id = device.id
        await #expect(throws: PasskeyRefusal.badSignature) { try await bench.signIn(stranger) }
        var renamed = device
        renamed.handle = "bo-is-another"
        await #expect(throws: PasskeyRefusal.unknown) { try await bench.signIn(renamed) }
        #expect(try await bench.signIn(device) == bench.ida)
        let kept = try #require(try await bench.passkeys.list(of: bench.ida).first)
        #expect(try await bench.passkeys.remove(kept.id, of: bench.ida))
        await #expect(throws: PasskeyRefusal.unknown) { try await bench.signIn(device) }
    }

    @Test("a counter goes up or stays at nothing; of twenty uses with one counter at once, one is taken")
    func counters() async throws {
        let bench = try await PasskeyBench()
        let device = try SoftAuthenticator(.es256, handle: bench.ida.rawValue)
        try await bench.register(device) { $0.counter = 7 }
        await #expect(throws: PasskeyRefusal.copied) { try await bench.signIn(device) { $0.counter = 7 } }
        await #expect(throws: PasskeyRefusal.copied) { try await bench.signIn(device) { $0.counter = 0 } }
        try await bench.signIn(device) { $0.counter = 9 }
        await #expect(throws: PasskeyRefusal.copied) { try await bench.signIn(device) { $0.counter = 8 } }
        let taken = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 { group.addTask { (try? await bench.signIn(device) { $0.counter = 10 }) != nil } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(taken == 1)
        try await bench.signIn(device) { $0.counter = .max }
    }

    @Test("a question is answered once, by the browser it was put to, within five minutes, and for what it was asked")
    func questions() async throws {
        let bench = try await PasskeyBench()
        let device = try SoftAuthenticator(.es256, handle: bench.ida.rawValue)
        try await bench.register(device)
        let asked = try bench.askToSignIn()
        let answer = try device.use(.init(challenge: asked.challenge))
        let another = try bench.askToSignIn()
        await #expect(throws: PasskeyRefusal.stale) { try await bench.passkeys.signIn(answer, sealed: another.sealed, on: bench.site) }
        for nonsense in ["", "x", String(repeating: "A", count: 5000), String(asked.sealed.dropLast(1))] {
            await #expect(throws: PasskeyRefusal.stale) { try await bench.passkeys.signIn(answer, sealed: nonsense, on: bench.site) }
        }
        #expect(try await bench.passkeys.signIn(answer, sealed: asked.sealed, on: bench.site) == bench.ida)
        await #expect(throws: PasskeyRefusal.stale) { try await bench.passkeys.signIn(answer, sealed: asked.sealed, on: bench.site) }
        let late = try bench.askToSignIn()
        bench.time.advance(by: PasskeyQuestion.patience)
        await #expect(throws: PasskeyRefusal.stale) {
            try await bench.passkeys.signIn(device.use(.init(challenge: late.challenge)), sealed: late.sealed, on: bench.site)
        }
        let registering = try await bench.askToRegister()
        await #expect(throws: PasskeyRefusal.stale) {
            try await bench.passkeys.signIn(device.use(.init(challenge: registering.challenge)), sealed: registering.sealed, on: bench.site)
        }
        let more = try SoftAuthenticator(.es256, handle: bench.ida.rawValue)
        let forIda = try await bench.askToRegister()
        await #expect(throws: PasskeyRefusal.stale) {
            try await bench.passkeys.register(
                more.make(.init(challenge: forIda.challenge)), sealed: forIda.sealed, for: MemberID("bo"), named: "", on: bench.site)
        }
    }

    @Test("a wrong answer spends the question too, and spent questions are forgotten once they are too old")
    func spent() async throws {
        let bench = try await PasskeyBench()
        let device = try SoftAuthenticator(.es256, handle: bench.ida.rawValue)
        try await bench.register(device)
        let asked = try bench.askToSignIn()
        var words = SoftAuthenticator.Words(challenge: asked.challenge)
        words.flags = 0x01
        let wrong = words
        await #expect(throws: PasskeyRefusal.unverified) {
            try await bench.passkeys.signIn(device.use(wrong), sealed: asked.sealed, on: bench.site)
        }
        words.flags = 0x05
        let right = words
        await #expect(throws: PasskeyRefusal.stale) {
            try await bench.passkeys.signIn(device.use(right), sealed: asked.sealed, on: bench.site)
        }
        let spent = Records(SpentChallenge.self, in: bench.store)
        #expect(try await spent.count() == 2)
        bench.time.advance(by: .seconds(301))
        try await bench.signIn(device)
        #expect(try await spent.count() == 1)
    }

    @Test("questions have 256 random bits and ask for what the house needs")
    func options() async throws {
        let bench = try await PasskeyBench()
        let device = try SoftAuthenticator(.es256, handle: bench.ida.rawValue)
        try await bench.register(device)
        let ceremony = try await bench.passkeys.beginRegistering(for: bench.ida, bench.member, house: "Idas Kino", on: bench.site)
        let options = ceremony.options
        #expect(options.contains(#""rp":{"id":"films.example.org","name":"Idas Kino"}"#))
        #expect(
            options.contains(
                #""pubKeyCredParams":[{"alg":-8,"type":"public-key"},{"alg":-7,"type":"public-key"},{"alg":-257,"type":"public-key"}]"#))
        #expect(
            options.contains(
                #""authenticatorSelection":{"requireResidentKey":true,"residentKey":"required","userVerification":"required"}"#))
        #expect(options.contains(#""attestation":"none""#))
        #expect(
            options.contains(
                #""excludeCredentials":[{"id":"\#(Base64URL.encode(device.id))","transports":["internal","hybrid"],"type":"public-key"}]"#))
        #expect(
            options.contains(
                #""user":{"displayName":"Ida","id":"\#(Base64URL.encode(Array(bench.ida.rawValue.utf8)))","name":"ida@example.org"}"#))
        let request = try bench.passkeys.beginSigningIn(on: bench.site).options
        #expect(request.contains(#""allowCredentials":[]"#))
        #expect(request.contains(#""userVerification":"required""#))
        let challenges = try (0..<100).map { _ in try bench.askToSignIn().challenge }
        #expect(Set(challenges).count == 100)
        #expect(challenges.allSatisfy { Base64URL.decode($0)?.count == 32 })
    }

    @Test("can be renamed and removed by their member alone")
    func keeping() async throws {
        let bench = try await PasskeyBench()
        let kept = try await bench.register(SoftAuthenticator(.es256, handle: bench.ida.rawValue))
        let bo = MemberID("bo")
        #expect(try await !bench.passkeys.rename(kept.id, of: bo, to: "Mine"))
        #expect(try await !bench.passkeys.remove(kept.id, of: bo))
        #expect(try await bench.passkeys.rename(kept.id, of: bench.ida, to: "  The\nblue one  "))
        #expect(try await bench.passkeys.list(of: bench.ida).map(\.value.name) == ["The blue one"])
        #expect(try await bench.passkeys.remove(kept.id, of: bench.ida))
        #expect(try await !bench.passkeys.remove(kept.id, of: bench.ida))
    }

    @Test("there are at most twenty of an account")
    func most() async throws {
        let bench = try await PasskeyBench()
        for _ in 0..<Passkeys.most { try await bench.register(SoftAuthenticator(.edDSA, handle: bench.ida.rawValue)) }
        await #expect(throws: PasskeyRefusal.tooMany) { try await bench.register(SoftAuthenticator(.edDSA, handle: bench.ida.rawValue)) }
    }

    @Test(
        "are offered where browsers make them",
        arguments: [
            ("https://films.example.org", "films.example.org", "https://films.example.org"),
            ("https://Films.Example.org:443/", "films.example.org", "https://films.example.org"),
            ("https://films.example.org:8443", "films.example.org", "https://films.example.org:8443"),
            ("http://localhost:8080", "localhost", "http://localhost:8080"),
            ("http://films.example.org", nil, nil), ("https://192.168.0.7", nil, nil), ("http://127.0.0.1:8080", nil, nil),
            ("https://[::1]", nil, nil), ("nonsense", nil, nil), ("", nil, nil),
        ])
    func sites(address: String, name: String?, origin: String?) {
        let site = PasskeySite(address)
        #expect(site?.name == name)
        #expect(site?.origin == origin)
    }
}
