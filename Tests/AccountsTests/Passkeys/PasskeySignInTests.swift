import Foundation
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraAccounts

@Suite("Coming in with passkeys and codes", .timeLimit(.minutes(10)))
struct PasskeySignInTests {
    private let time = StoppedTime(at: PasskeyBench.noon)
    private let store: MemoryStore
    private let accounts: Accounts
    private let site: PasskeySite
    private let ida: MemberID
    private let laptop = DeviceSighting(
        agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", address: "192.0.2.7")

    init() async throws {
        store = MemoryStore(time: time)
        try await store.prepare(Accounts.schemas)
        let keys = try #require(HouseKeys([HouseKeys.make()]))
        accounts = Accounts(
            store: store, time: time, keys: keys,
            outbox: Outbox(store: store, keys: keys, time: time, writer: NoLetters(), postman: nil), link: { "code:\($0)" })
        site = try #require(PasskeySite("https://films.example.org"))
        ida = MemberID(try await Self.member("ida@example.org", accounts).id)
    }

    private static func member(_ address: String, _ accounts: Accounts) async throws -> Stored<Member> {
        var member = Member(email: address, name: "Somebody", role: .member, state: .active)
        member.password = try await accounts.passwords.hash(address)
        return try await accounts.members.create(member)
    }

    private func passkey(of member: MemberID) async throws -> SoftAuthenticator {
        let device = try SoftAuthenticator(.es256, handle: member.rawValue)
        let value = try #require(try await accounts.members.read(member)).value
        let asked = try await accounts.passkeys.beginRegistering(for: member, value, house: "Kinora", on: site)
        _ = try await accounts.passkeys.register(
            device.make(.init(challenge: PasskeyBench.challenge(of: asked))), sealed: asked.sealed, for: member, named: "", on: site)
        return device
    }

    private func show(_ device: SoftAuthenticator) async throws -> SignInOutcome {
        let asked = try accounts.passkeys.beginSigningIn(on: site)
        return try await accounts.signIn.passkey(
            device.use(.init(challenge: PasskeyBench.challenge(of: asked))), sealed: asked.sealed, on: site, of: accounts.passkeys,
            device: laptop)
    }

    /// With the app's codes.
    private func factor(of member: MemberID) async throws -> TOTP {
        try await accounts.factors.begin(for: member)
        let kept = try #require(try await accounts.members.read(member)?.value.totp)
        let totp = try #require(SealedFactor(kept, of: member.rawValue, keys: accounts.keys)).totp
        _ = try await accounts.factors.activate(for: member, code: totp.code(at: TOTP.step(at: time.now)))
        time.advance(by: .seconds(60))
        return totp
    }

    private func password(_ address: String, _ password: String? = nil) async throws -> SignInOutcome {
        try await accounts.signIn.password(address, password ?? address, on: laptop)
    }

    private func step(_ outcome: SignInOutcome) throws -> String {
        guard case .needsSecondFactor(let step) = outcome else { throw Judge.Failure(program: "sign-in", message: "no code was asked for") }
        return step
    }

    private func isIn(_ outcome: SignInOutcome) -> Bool { if case .signedIn = outcome { true } else { false } }

    @Test("a passkey is enough, also where a second factor guards the account")
    func enough() async throws {
        let device = try await passkey(of: ida)
        #expect(isIn(try await show(device)))
        _ = try await factor(of: ida)
        #expect(isIn(try await show(device)))
        #expect(try await accounts.sessions.list(of: ida).allSatisfy { $0.value.ways == [.passkey] })
    }

    @Test("a passkey opens no account that is closed", arguments: [Member.State.unconfirmed, .waiting, .disabled])
    func closed(state: Member.State) async throws {
        let device = try await passkey(of: ida)
        try await accounts.members.change(ida) { $0.state = state }
        guard case .notAdmitted = try await show(device) else {
            Issue.record("let in")
            return
        }
        #expect(try await accounts.sessions.list(of: ida).isEmpty)
    }

    @Test("trying passkeys is slowed down, and right ones do not count")
    func limits() async throws {
        let device = try await passkey(of: ida)
        for _ in 0..<30 { _ = try await show(device) }
        let stranger = try SoftAuthenticator(.es256, handle: ida.rawValue)
        for _ in 0..<20 { await #expect(throws: PasskeyRefusal.unknown) { try await show(stranger) } }
        await #expect(throws: TooManyAttempts.self) { try await show(stranger) }
    }

    @Test("only one's own passkey shows again who one is")
    func provingAgain() async throws {
        let (mine, bo) = (try await passkey(of: ida), MemberID(try await Self.member("bo@example.org", accounts).id))
        let bos = try await passkey(of: bo)
        guard case .signedIn(let arrival) = try await show(mine) else {
            Issue.record("not let in")
            return
        }
        let session = RandomToken.digest(of: arrival.token)
        func prove(_ device: SoftAuthenticator) async throws -> String? {
            let asked = try accounts.passkeys.beginSigningIn(on: site)
            return try await accounts.signIn.proveAgain(
                device.use(.init(challenge: PasskeyBench.challenge(of: asked))), sealed: asked.sealed, on: site, by: accounts.passkeys,
                session: session, of: ida, device: laptop)
        }
        #expect(try await prove(bos) == nil)
        let token = try #require(try await prove(mine))
        #expect(token != arrival.token)
        #expect(try await accounts.sessions.session(arrival.token, on: laptop) == nil)
        #expect(try await accounts.sessions.session(token, on: laptop) != nil)
    }

    @Test("guessing codes is slowed down: the sixth is not compared, were it right")
    func guessing() async throws {
        let totp = try await factor(of: ida)
        let step = try step(try await password("ida@example.org"))
        for number in 1...5 {
            guard case .refused = try await accounts.signIn.code("00000\(number)", step: step, on: laptop) else {
                Issue.record("let in")
                return
            }
        }
        let right = totp.code(at: TOTP.step(at: time.now))
        await #expect(throws: TooManyAttempts.self) { try await accounts.signIn.code(right, step: step, on: laptop) }
    }

    @Test("a code of one sign-in is of no use in another member's, nor in one's own a second time")
    func foreignCodes() async throws {
        let bo = MemberID(try await Self.member("bo@example.org", accounts).id)
        let idas = try await factor(of: ida)
        _ = try await factor(of: bo)
        let code = idas.code(at: TOTP.step(at: time.now))
        let (idasStep, bosStep) = (try step(try await password("ida@example.org")), try step(try await password("bo@example.org")))
        guard case .refused = try await accounts.signIn.code(code, step: bosStep, on: laptop) else {
            Issue.record("Ida's code let Bo in")
            return
        }
        #expect(isIn(try await accounts.signIn.code(code, step: idasStep, on: laptop)))
        let again = try step(try await password("ida@example.org"))
        #expect(!isIn(try await accounts.signIn.code(code, step: again, on: laptop)))
        // An old code, three steps ago.
        #expect(!isIn(try await accounts.signIn.code(idas.code(at: TOTP.step(at: time.now) - 3), step: again, on: laptop)))
    }

    @Test("a new password by letter does not skip the second factor, and removes no passkey")
    func reset() async throws {
        _ = try await factor(of: ida)
        let device = try await passkey(of: ida)
        let member = try #require(try await accounts.members.read(ida))
        let link = try await accounts.reception.resetLink(member)
        let code = try #require(link.firstMatch(of: /code: "([^"]+)"/).map { String($0.1) })
        #expect(try await accounts.reception.reset("a new and rather good one", code: code, from: laptop) == [])
        #expect(try await accounts.sessions.list(of: ida).isEmpty)
        _ = try step(try await password("ida@example.org", "a new and rather good one"))
        #expect(isIn(try await show(device)))
    }
}

private struct NoLetters: LetterWriter {
    func write(_ letter: Letter) throws -> WrittenLetter { throw MailNotSetUp() }
}
