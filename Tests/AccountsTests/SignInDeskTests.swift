import KinoraAccounts
import KinoraDocuments
import KinoraKernel
import Testing

@Suite("Signing in", .timeLimit(.minutes(10)))
struct SignInDeskTests {
    private let house: SampleAccounts
    private var accounts: Accounts { house.accounts }

    init() async throws { house = try await SampleAccounts() }

    @Test func theRightPasswordComesInAndIsWrittenDown() async throws {
        let ida = try await house.member("ida@example.org")

        let arrival = try #require(house.arrival(try await house.signIn("IDA@example.org")))

        let session = try #require(try await accounts.sessions.session(arrival.token, on: SampleAccounts.laptop))
        #expect(session.value.member == ida.id && session.value.profile != nil, "with one profile nobody is asked who watches")
        let history = try await accounts.signIn.history(of: MemberID(ida.id), first: 10)
        #expect(history.map(\.value.outcome) == [.signedIn])
    }

    @Test func aWrongPasswordAndAnUnknownAddressAreAnsweredAlike() async throws {
        let ida = try await house.member("ida@example.org")

        for (address, password) in [("ida@example.org", "wrong"), ("nobody@example.org", SampleAccounts.password), ("none", ""), ("", "")] {
            guard case .refused = try await house.signIn(address, password) else {
                Issue.record("\(address) was not refused")
                continue
            }
        }
        #expect(try await accounts.signIn.history(of: MemberID(ida.id), first: 10).map(\.value.outcome) == [.refused])
        for record in try await house.store.find(Query(), in: "sign-ins") {
            #expect(!record.body.json.contains("nobody"), "what strangers typed is not kept")
        }
    }

    @Test func whoSignedInIsForgottenAfterTheTimeThatTheOwnerChose() async throws {
        let ida = try await house.member("ida@example.org")
        _ = try await house.signIn("ida@example.org")
        house.time.advance(by: .seconds(3600))
        let moment = house.time.now
        _ = try await house.signIn("ida@example.org", "wrong")

        try await accounts.forgetSignIns(before: moment)

        #expect(try await accounts.signIn.history(of: MemberID(ida.id), first: 10).map(\.value.outcome) == [.refused])
    }

    @Test func theSixthTryIsNotComparedAndTheMemberSeesIt() async throws {
        let ida = try await house.member("ida@example.org")
        for _ in 1...5 { _ = try await house.signIn("ida@example.org", "wrong") }

        await #expect(throws: TooManyAttempts.self) { try await house.signIn("ida@example.org") }

        #expect(try await accounts.signIn.history(of: MemberID(ida.id), first: 9).map(\.value.outcome).contains(.slowed))
        house.time.advance(by: .seconds(61))
        #expect(house.arrival(try await house.signIn("ida@example.org")) != nil, "nobody is locked out for good")
    }

    @Test(arguments: [Member.State.unconfirmed, .waiting, .disabled])
    func whoIsNotAdmittedIsToldOnlyAfterTheRightPassword(state: Member.State) async throws {
        try await house.member("ida@example.org", state: state)

        guard case .refused = try await house.signIn("ida@example.org", "wrong") else { throw Unexpected("told too early") }
        guard case .notAdmitted = try await house.signIn("ida@example.org") else { throw Unexpected("let in") }
        #expect(try await house.store.count(.all, in: "sessions") == 0)
    }

    @Test func aNewDeviceIsToldOfByMailAndAKnownOneIsNot() async throws {
        try await house.member("ida@example.org")
        var laptop = SampleAccounts.laptop
        laptop.token = try #require(house.arrival(try await house.signIn("ida@example.org"))).device

        _ = try await house.signIn("ida@example.org", on: laptop)
        try await house.send()
        #expect(house.postman.letters.isEmpty, "the first device, and the same again")

        _ = try await house.signIn("ida@example.org", on: SampleAccounts.stranger)
        try await house.send()
        #expect(house.postman.letters.map(\.subject) == ["new-device"])
    }

    @Test func aSecondFactorIsAskedForOnEveryWay() async throws {
        let ida = try await house.member("ida@example.org")
        let id = MemberID(ida.id)
        try await accounts.factors.begin(for: id)
        let member = try #require(try await accounts.members.read(id))
        let setUp = try #require(accounts.factors.setUp(of: id, member.value, house: "Kinora"))
        let codes = try await accounts.factors.activate(for: id, code: try await AuthenticatorApp.code(of: setUp, at: house.time.now))

        guard case .needsSecondFactor(let step) = try await house.signIn("ida@example.org") else { throw Unexpected("let in") }
        let now = try #require(try await accounts.members.read(id))
        guard case .needsSecondFactor = try await accounts.signIn.enter(now, [.provider], on: SampleAccounts.laptop) else {
            throw Unexpected("a provider's word was enough")
        }
        guard case .refused = try await accounts.signIn.code("000000", step: step, on: SampleAccounts.laptop) else {
            throw Unexpected("a wrong code was enough")
        }
        guard case .refused = try await accounts.signIn.code(codes[0], step: "forged", on: SampleAccounts.laptop) else {
            throw Unexpected("without the password's step")
        }

        #expect(house.arrival(try await accounts.signIn.code(codes[0], step: step, on: SampleAccounts.laptop)) != nil)
        guard case .refused = try await accounts.signIn.code(codes[0], step: step, on: SampleAccounts.laptop) else {
            throw Unexpected("a recovery code worked twice")
        }
        house.time.advance(by: .seconds(301))
        guard case .refused = try await accounts.signIn.code(codes[1], step: step, on: SampleAccounts.laptop) else {
            throw Unexpected("a step was good for too long")
        }
    }

    @Test func whoChangesThePasswordMeanwhileMustBeginAnew() async throws {
        let ida = try await house.member("ida@example.org")
        let id = MemberID(ida.id)
        try await accounts.factors.begin(for: id)
        let member = try #require(try await accounts.members.read(id))
        let setUp = try #require(accounts.factors.setUp(of: id, member.value, house: "Kinora"))
        let codes = try await accounts.factors.activate(for: id, code: try await AuthenticatorApp.code(of: setUp, at: house.time.now))
        guard case .needsSecondFactor(let step) = try await house.signIn("ida@example.org") else { throw Unexpected("let in") }

        try await accounts.reception.set(try await accounts.passwords.hash("another one entirely"), for: id)

        guard case .refused = try await accounts.signIn.code(codes[0], step: step, on: SampleAccounts.laptop) else {
            throw Unexpected("an old password's step was good")
        }
    }

    @Test func showingAgainWhoOneIsRenewsTheSession() async throws {
        let ida = try await house.member("ida@example.org")
        let arrival = try #require(house.arrival(try await house.signIn("ida@example.org")))
        let session = try #require(try await accounts.sessions.session(arrival.token, on: SampleAccounts.laptop))
        house.time.advance(by: .seconds(3600))
        func prove(_ password: String) async throws -> String? {
            try await accounts.signIn.proveAgain(
                password, code: nil, session: session.id, of: MemberID(ida.id), on: SampleAccounts.laptop)
        }

        #expect(try await prove("wrong") == nil)
        let token = try #require(try await prove(SampleAccounts.password))
        let renewed = try #require(try await accounts.sessions.session(token, on: SampleAccounts.laptop))
        #expect(accounts.sessions.life.isFresh(renewed.value, at: house.time.now))
        #expect(try await accounts.sessions.session(arrival.token, on: SampleAccounts.laptop) == nil)
    }
}

/// An authenticator app: knows the secret that the page showed (Debian's oathtool).
enum AuthenticatorApp {
    static func code(of setUp: FactorSetUp, at now: Moment) async throws -> String {
        try await Judge.ask(
            "oathtool", ["--totp", "--base32", setUp.secret.filter { $0 != " " }, "--now", "@\(now.milliseconds / 1000)"])
    }
}
