import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraAccounts

@Suite("Televisions are let in with a code", .timeLimit(.minutes(10)))
struct TelevisionTests {
    private let house: SampleAccounts
    private var accounts: Accounts { house.accounts }
    private var book: TelevisionBook { accounts.televisions }
    private let television = DeviceSighting(agent: "Mozilla/5.0 (Web0S; Linux/SmartTV) Chrome/94", address: "192.0.2.9")

    init() async throws { house = try await SampleAccounts() }

    /// Ida, signed in on her laptop, and the session in which she speaks.
    private func ida(_ role: Role = .member) async throws -> (id: MemberID, session: String) {
        let ida = try await house.member("ida@example.org", role: role)
        let arrival = try #require(house.arrival(try await house.signIn("ida@example.org")))
        return (MemberID(ida.id), RandomToken.digest(of: arrival.token))
    }

    private func allow(_ shown: TelevisionBook.Shown, by ida: (id: MemberID, session: String)) async throws -> Bool {
        try await accounts.signIn.decide(
            shown.code.text, isAllowed: true, by: ida.id, in: ida.session, on: SampleAccounts.laptop) != nil
    }

    // MARK: - The code

    @Test func whatPeopleMistypeIsUnderstood() throws {
        let code = try #require(TelevisionCode("BDLG-SZVB"))
        for typed in ["bdlgszvb", " BDLG SZVB ", "b-d-l-g–s z v b", "8O16-52UB", "8016 52u8", "BQIG.SZVB"] {
            #expect(TelevisionCode(typed) == code, "\(typed)")
        }
        for typed in ["", "BDLG-SZV", "BDLG-SZVBB", "BDLG-SZV?", "BDLG-SZVA", String(repeating: "B", count: 9000), "BDLG\u{0}SZVB"] {
            #expect(TelevisionCode(typed) == nil, "\(typed.prefix(20))")
        }
        #expect(Set(TelevisionCode.alphabet).isDisjoint(with: Array("AEIOUY0123456789Q")))
    }

    @Test func neitherSecretNorCodeAreKept() async throws {
        let shown = try await book.make(for: television)

        let kept = try await house.store.find(Query(), in: TelevisionRequest.schema.name)
        #expect(kept.count == 1)
        for document in kept {
            let text = document.id + document.body.json
            #expect(!text.contains(shown.secret) && !text.contains(shown.code.letters) && !text.contains(shown.code.text))
            #expect(!text.contains(RandomToken.digest(of: shown.code.letters)), "so few letters could be guessed from a plain digest")
            #expect(!text.contains("192.0.2.9"))
        }
    }

    // MARK: - Coming in

    @Test func aTelevisionThatIsLetInComesInOnceAndIsWrittenDown() async throws {
        let ida = try await ida()
        let shown = try await book.make(for: television)
        #expect(try await book.ask(shown.secret) == .pending(seconds: TelevisionBook.interval))
        guard case .refused = try await accounts.signIn.enterTelevision(shown.secret, on: television) else {
            throw Unexpected("came in before anybody said yes")
        }
        let seen = try await accounts.signIn.television(showing: shown.code.text, for: ida.id, on: SampleAccounts.laptop)
        #expect(seen?.value.device == "Chrome on an LG television" && seen?.value.place == "192.0.2.0/24")
        #expect(try await allow(shown, by: ida))
        #expect(try await book.ask(shown.secret) == .approved)

        let arrival = try #require(house.arrival(try await accounts.signIn.enterTelevision(shown.secret, on: television)))

        let session = try #require(try await accounts.sessions.session(arrival.token, on: television))
        #expect(session.value.isTelevision && session.value.member == ida.id.rawValue)
        #expect(try await accounts.sessions.list(of: ida.id).map(\.value.device).contains("Chrome on an LG television"))
        let record = try #require(try await accounts.signIn.history(of: ida.id, first: 9).first { $0.value.way == .deviceCode })
        #expect(record.value.outcome == .signedIn)
        try await house.send()
        #expect(house.postman.letters.contains { $0.plain.contains("newDevice") && $0.plain.contains("LG television") })
        // Who replays the secret gets nothing.
        guard case .refused = try await accounts.signIn.enterTelevision(shown.secret, on: SampleAccounts.stranger) else {
            throw Unexpected("the secret was good twice")
        }
        #expect(try await book.ask(shown.secret) == .over)
        #expect(try await !allow(shown, by: ida), "nor is the code")
    }

    @Test func ofManyWhoBringTheSecretAtOnceOneComesIn() async throws {
        let ida = try await ida()
        let shown = try await book.make(for: television)
        _ = try await allow(shown, by: ida)

        let came = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask { house.arrival(try await accounts.signIn.enterTelevision(shown.secret, on: television)) != nil }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(came == 1)
    }

    @Test func aTelevisionIsNeverFreshAndHasNoPowersWhateverTheRole() async throws {
        let ida = try await ida(.owner)
        let shown = try await book.make(for: television)
        _ = try await allow(shown, by: ida)
        let arrival = try #require(house.arrival(try await accounts.signIn.enterTelevision(shown.secret, on: television)))
        let session = try #require(try await accounts.sessions.session(arrival.token, on: television))

        #expect(!accounts.sessions.life.isFresh(session.value, at: house.time.now))
        #expect(!accounts.sessions.life.hasPowers(session.value, at: house.time.now))
        #expect(try await accounts.sessions.prove(session.id, by: [.password]) == nil, "and nobody proves anything on it")
        let again = try await accounts.signIn.proveAgain(
            SampleAccounts.password, code: nil, session: session.id, of: ida.id, on: television)
        #expect(again == nil)
        var proved = session.value
        proved.provedAt = house.time.now
        #expect(!accounts.sessions.life.isFresh(proved, at: house.time.now))
    }

    @Test func aTelevisionStaysOutWhoseMemberSaidNo() async throws {
        let ida = try await ida()
        let shown = try await book.make(for: television)
        let decided = try await accounts.signIn.decide(
            shown.code.text, isAllowed: false, by: ida.id, in: ida.session, on: SampleAccounts.laptop)

        #expect(decided != nil)
        #expect(try await book.ask(shown.secret) == .refused)
        #expect(try await !allow(shown, by: ida), "no is no")
        #expect(house.arrival(try await accounts.signIn.enterTelevision(shown.secret, on: television)) == nil)
    }

    @Test func theWordOfASessionThatEndedMeanwhileCountsNoMore() async throws {
        let ida = try await ida()
        let shown = try await book.make(for: television)
        _ = try await allow(shown, by: ida)

        try await accounts.sessions.endAll(of: ida.id)

        #expect(house.arrival(try await accounts.signIn.enterTelevision(shown.secret, on: television)) == nil)
    }

    @Test func anotherMembersYesCannotReplaceTheFirst() async throws {
        let ida = try await ida()
        let jo = try await house.member("jo@example.org")
        let shown = try await book.make(for: television)
        _ = try await allow(shown, by: ida)

        let second = try await accounts.signIn.decide(
            shown.code.text, isAllowed: true, by: MemberID(jo.id), in: "other", on: SampleAccounts.laptop)

        #expect(second == nil)
        #expect(house.arrival(try await accounts.signIn.enterTelevision(shown.secret, on: television))?.member.id == ida.id.rawValue)
    }

    // MARK: - Time and bounds

    @Test func aCodeIsGoodForTenMinutes() async throws {
        let ida = try await ida()
        let early = try await book.make(for: television)
        let late = try await book.make(for: television)
        _ = try await allow(early, by: ida)
        house.time.advance(by: .seconds(599))
        #expect(try await book.ask(early.secret) == .approved)
        house.time.advance(by: .seconds(1))

        #expect(try await book.ask(early.secret) == .over)
        #expect(try await book.ask(late.secret) == .over)
        #expect(try await !allow(late, by: ida))
        #expect(house.arrival(try await accounts.signIn.enterTelevision(early.secret, on: television)) == nil)
        try await accounts.sweep()
        #expect(try await house.store.count(.all, in: TelevisionRequest.schema.name) == 0)
    }

    @Test func aTelevisionThatAsksTooOftenIsSlowedDownForGood() async throws {
        let shown = try await book.make(for: television)

        #expect(try await book.ask(shown.secret) == .pending(seconds: 5))
        house.time.advance(by: .seconds(1))
        #expect(try await book.ask(shown.secret) == .slowDown(seconds: 10))
        house.time.advance(by: .seconds(5))
        #expect(try await book.ask(shown.secret) == .slowDown(seconds: 15))
        house.time.advance(by: .seconds(15))
        #expect(try await book.ask(shown.secret) == .pending(seconds: 15))
        for _ in 1...30 { _ = try await book.ask(shown.secret) }
        #expect(try await book.ask(shown.secret) == .slowDown(seconds: TelevisionBook.longestInterval))
        for secret in ["", "?", String(repeating: "a", count: RandomToken.length), String(repeating: "a", count: 9000)] {
            #expect(try await book.ask(secret) == .over)
        }
    }

    @Test func guessingCodesIsSlowedDown() async throws {
        let ida = try await ida()
        let shown = try await book.make(for: television)
        for _ in 1...5 {
            #expect(try await accounts.signIn.television(showing: "BBBB-BBBB", for: ida.id, on: SampleAccounts.laptop) == nil)
        }

        await #expect(throws: TooManyAttempts.self) { try await allow(shown, by: ida) }
        #expect(try await accounts.signIn.history(of: ida.id, first: 9).contains { $0.value.outcome == .slowed })
        house.time.advance(by: .seconds(301))
        #expect(try await allow(shown, by: ida))
    }

    @Test func oneNetworkShowsSoManyCodesAndNoMore() async throws {
        for _ in 1...TelevisionBook.mostOfAPlace { _ = try await book.make(for: television) }

        await #expect(throws: TooManyAttempts.self) { try await book.make(for: television) }
        _ = try await book.make(for: SampleAccounts.stranger)
        #expect(try await house.store.count(.all, in: TelevisionRequest.schema.name) == TelevisionBook.mostOfAPlace + 1)
        house.time.advance(by: TelevisionBook.life)
        _ = try await book.make(for: television)
    }
}
