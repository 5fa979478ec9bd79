import KinoraAccounts
import KinoraDocuments
import KinoraKernel
import Testing

@Suite("How strangers become members", .timeLimit(.minutes(10)))
struct ReceptionTests {
    private static let ida = Reception.Application(address: "ida@example.org", name: "Ida", password: SampleAccounts.password)

    private func ask(
        _ house: SampleAccounts, _ application: Reception.Application = ReceptionTests.ida, invitation: String? = nil
    ) async throws -> Reception.Outcome {
        try await house.accounts.reception.register(application, invitation: invitation, from: SampleAccounts.laptop)
    }

    private func house(
        _ registration: HouseRules.Registration, delivers: Bool = true, hasOwner: Bool = true
    ) async throws -> SampleAccounts {
        let house = try await SampleAccounts(delivers: delivers)
        if hasOwner { try await house.member("owner@example.org", role: .owner) }
        var rules = HouseRules()
        rules.registration = registration
        try await house.accounts.rules.set(rules)
        return house
    }

    // MARK: - The first start

    @Test func aNewHouseHasNobodyAndOneLinkThatMakesTheOwner() async throws {
        let house = try await SampleAccounts(delivers: false)
        #expect(try await house.accounts.members.count() == 0, "there is no account that anybody could know of")
        let link = try #require(try await house.accounts.reception.firstLink())
        let code = String(link.dropFirst("code:".count))

        guard case .notAdmitted = try await house.accounts.reception.makeOwner(Self.ida, code: "guessed", from: SampleAccounts.stranger)
        else { throw Unexpected("any code makes an owner") }
        guard case .member(let owner) = try await house.accounts.reception.makeOwner(Self.ida, code: code, from: SampleAccounts.laptop)
        else { throw Unexpected("nobody was made") }
        #expect(owner.value.role == .owner)
        #expect(try await house.accounts.reception.firstLink() == nil)
        guard case .notAdmitted = try await house.accounts.reception.makeOwner(Self.ida, code: code, from: SampleAccounts.stranger)
        else { throw Unexpected("the link worked twice") }
    }

    @Test func theLinkOfTheFirstStartIsGoodForADayAndOnlyTheLastOne() async throws {
        let house = try await SampleAccounts(delivers: false)
        let first = try #require(try await house.accounts.reception.firstLink()).dropFirst("code:".count)
        let second = try #require(try await house.accounts.reception.firstLink()).dropFirst("code:".count)

        #expect(try await !house.accounts.reception.admitsOwner(String(first)))
        #expect(try await house.accounts.reception.admitsOwner(String(second)))
        house.time.advance(by: .seconds(24 * 3600))
        #expect(try await !house.accounts.reception.admitsOwner(String(second)))
    }

    @Test func whoIsOwnerFirstStaysTheOnlyOneHoweverManyComeAtOnce() async throws {
        let house = try await SampleAccounts(delivers: false)
        let code = String(try #require(try await house.accounts.reception.firstLink()).dropFirst("code:".count))

        await withTaskGroup(of: Void.self) { group in
            for number in 1...8 {
                group.addTask {
                    let person = Reception.Application(address: "p\(number)@example.org", name: "P", password: SampleAccounts.password)
                    _ = try? await house.accounts.reception.makeOwner(person, code: code, from: SampleAccounts.laptop)
                }
            }
        }
        #expect(try await house.accounts.members.count() == 1)
    }

    // MARK: - Registration

    @Test(arguments: [HouseRules.Registration.invitation, .closed])
    func strangersAreNotLetInUnlessTheOwnerSaysSo(rule: HouseRules.Registration) async throws {
        let house = try await house(rule)
        guard case .notAdmitted = try await ask(house) else { throw Unexpected("let in") }
        guard case .notAdmitted = try await ask(house, invitation: RandomToken.make()) else { throw Unexpected("let in by a guess") }
        #expect(try await house.accounts.members.count() == 1)
    }

    @Test func nobodyIsAMemberOfAHouseWithoutAnOwner() async throws {
        let house = try await house(.open, hasOwner: false)
        guard case .notAdmitted = try await ask(house) else { throw Unexpected("let in") }
    }

    @Test func whoRegistersShowsThatMailArrivesAndKnowsThePassword() async throws {
        let house = try await house(.open)
        guard case .letterSent = try await ask(house) else { throw Unexpected("no letter") }
        let code = try #require(try await house.code(in: "confirm-address"))

        guard case .notAdmitted(.unconfirmed) = try await house.signIn("ida@example.org") else { throw Unexpected("let in") }
        let confirm = house.accounts.reception.confirm
        #expect(try await confirm(code, "wrong", SampleAccounts.laptop) == nil)
        #expect(try await confirm(code, SampleAccounts.password, SampleAccounts.laptop)?.value.state == .active)
        #expect(try await confirm(code, SampleAccounts.password, SampleAccounts.laptop) == nil, "the link is spent")
        #expect(house.arrival(try await house.signIn("ida@example.org")) != nil)
    }

    @Test func whetherAnAddressHasAnAccountStandsOnlyInTheLetter() async throws {
        let house = try await house(.open)
        try await house.member("ida@example.org")

        guard case .letterSent = try await ask(house) else { throw Unexpected("the page tells it") }
        try await house.send()
        #expect(house.postman.letters.map(\.subject) == ["already-member"])
        guard case .refused = try await house.signIn("ida@example.org", "another password") else { throw Unexpected("changed") }
    }

    @Test func whoRegisteredWithAnotherPersonsAddressMakesRoomForThem() async throws {
        let house = try await house(.open)
        var thief = Self.ida
        thief.password = "the thief knows this one"
        guard case .letterSent = try await ask(house, thief) else { throw Unexpected("no letter") }
        house.time.advance(by: .seconds(1))
        guard case .letterSent = try await ask(house) else { throw Unexpected("no letter") }
        let code = try #require(try await house.code(in: "confirm-address"))

        #expect(try await house.accounts.reception.confirm(code, password: thief.password, from: SampleAccounts.stranger) == nil)
        #expect(try await house.accounts.reception.confirm(code, password: Self.ida.password, from: SampleAccounts.laptop) != nil)
        guard case .refused = try await house.signIn("ida@example.org", thief.password) else { throw Unexpected("the thief is in") }
    }

    @Test func withApprovalSomebodyMustSayYesAndOnlyWhoMay() async throws {
        let house = try await house(.approval, delivers: false)
        guard case .waiting = try await ask(house) else { throw Unexpected("let in") }
        guard case .notAdmitted(.waiting) = try await house.signIn("ida@example.org") else { throw Unexpected("signed in") }
        let ida = try #require(try await house.accounts.members.with(MailAddress("ida@example.org")!))

        await #expect(throws: MemberRefusal.aboveYou) { try await house.accounts.reception.admit(MemberID(ida.id), by: .curator) }
        try await house.accounts.reception.admit(MemberID(ida.id), by: .manager)
        #expect(house.arrival(try await house.signIn("ida@example.org")) != nil)
    }

    @Test func everyFaultOfAnApplicationIsNamed() async throws {
        let house = try await house(.open)
        let nobody = Reception.Application(address: "none", name: " ", password: "short")
        guard case .faults(let faults) = try await ask(house, nobody) else { throw Unexpected("taken") }
        #expect(Set(faults).isSuperset(of: [.address, .name, .password(.tooShort)]))
    }

    // MARK: - Invitations

    @Test func anInvitationAdmitsAsManyAsItSaysAndNoMore() async throws {
        let house = try await house(.invitation, delivers: false)
        let owner = try #require(try await house.accounts.members.list().first)
        let code = try await house.accounts.invitations.make(
            by: MemberID(owner.id), .member, as: .owner, people: 3, days: 7, note: "the film club")

        let admitted = await withTaskGroup(of: Bool.self) { group in
            for number in 1...5 {
                group.addTask {
                    let person = Reception.Application(address: "p\(number)@example.org", name: "P", password: SampleAccounts.password)
                    guard case .member = try? await self.ask(house, person, invitation: code) else { return false }
                    return true
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }

        #expect(admitted == 3)
        #expect(try await house.accounts.members.count() == 4)
    }

    @Test func anInvitationEndsAndCanBeTakenBack() async throws {
        let house = try await house(.invitation, delivers: false)
        let owner = MemberID(try #require(try await house.accounts.members.list().first).id)
        let invitations = house.accounts.invitations
        let late = try await invitations.make(by: owner, .member, as: .owner, people: 1, days: 1, note: "")
        house.time.advance(by: .seconds(86_400))
        #expect(try await invitations.look(at: late) == nil)

        let back = try await invitations.make(by: owner, .member, as: .owner, people: 1, days: 1, note: "")
        let id = try #require(try await invitations.look(at: back)).id
        #expect(try await !invitations.revoke(id, of: MemberID("another")))
        #expect(try await invitations.revoke(id, of: owner))
        guard case .notAdmitted = try await ask(house, invitation: back) else { throw Unexpected("let in") }
    }

    @Test(arguments: [Role.member, .guest, .curator, .manager, .owner], Role.allCases)
    func nobodyInvitesAboveOneself(actor: Role, wanted: Role) async throws {
        let house = try await SampleAccounts()
        let made = try? await house.accounts.invitations.make(
            by: MemberID("m"), wanted, as: actor, people: 1, days: 1, note: "")
        let isFine: Bool =
            switch (actor, wanted) {
            case (_, .owner), (.guest, _): false
            case (.owner, _): true
            case (.manager, .manager): false
            case (.manager, _): true
            case (_, .member), (_, .guest): true
            default: false
            }
        #expect((made != nil) == isFine)
    }

    // MARK: - Forgotten passwords

    @Test func aLinkSetsAnotherPasswordOnceAndSignsEverybodyOut() async throws {
        let house = try await house(.closed)
        try await house.member("ida@example.org")
        let arrival = try #require(house.arrival(try await house.signIn("ida@example.org")))
        try await house.accounts.reception.forgot("Ida@example.org", from: SampleAccounts.laptop)
        let code = try #require(try await house.code(in: "reset-password"))
        let reset = house.accounts.reception.reset

        #expect(try await reset("short", code, SampleAccounts.laptop) == [.tooShort])
        #expect(try await reset("something else to remember", code, SampleAccounts.laptop) == [])

        #expect(try await reset("something else to remember", code, SampleAccounts.laptop) == nil, "the link is spent")
        #expect(try await house.accounts.sessions.session(arrival.token, on: SampleAccounts.laptop) == nil)
        guard case .refused = try await house.signIn("ida@example.org") else { throw Unexpected("the old password still works") }
        #expect(house.arrival(try await house.signIn("ida@example.org", "something else to remember")) != nil)
        try await house.send()
        #expect(house.postman.letters.contains { $0.subject == "credential-changed" })
    }

    @Test func anUnknownAddressIsSentNothing() async throws {
        let house = try await house(.closed)
        try await house.accounts.reception.forgot("nobody@example.org", from: SampleAccounts.laptop)
        try await house.accounts.reception.forgot("no address", from: SampleAccounts.laptop)
        try await house.send()
        #expect(house.postman.letters.isEmpty)
    }

    @Test func aResetLinkIsGoodForAnHourAndOnlyForItsPurpose() async throws {
        let house = try await house(.closed)
        try await house.member("ida@example.org")
        try await house.accounts.reception.forgot("ida@example.org", from: SampleAccounts.laptop)
        let code = try #require(try await house.code(in: "reset-password"))

        #expect(try await house.accounts.reception.member(confirming: code) == nil)
        #expect(try await house.accounts.codes.look(at: code, for: .firstStart) == nil)
        house.time.advance(by: .seconds(3600))
        #expect(try await house.accounts.reception.reset("something else to remember", code: code, from: SampleAccounts.laptop) == nil)
    }

    // MARK: - Roles

    @Test func theLastOwnerStays() async throws {
        let house = try await house(.closed)
        let owner = MemberID(try #require(try await house.accounts.members.list().first).id)

        await #expect(throws: MemberRefusal.lastOwner) { try await house.accounts.members.setRole(.member, of: owner, by: .owner) }
        await #expect(throws: MemberRefusal.lastOwner) { try await house.accounts.members.setState(.disabled, of: owner, by: .owner) }
        try await house.member("second@example.org", role: .owner)
        try await house.accounts.members.setRole(.member, of: owner, by: .owner)
    }

    @Test(arguments: [Role.manager, .curator, .member, .guest])
    func nobodyBelowAnOwnerMakesOwnersOrTouchesThem(actor: Role) async throws {
        let house = try await house(.closed)
        let owner = MemberID(try #require(try await house.accounts.members.list().first).id)
        let ida = MemberID(try await house.member("ida@example.org").id)

        await #expect(throws: MemberRefusal.aboveYou) { try await house.accounts.members.setState(.disabled, of: owner, by: actor) }
        await #expect(throws: MemberRefusal.aboveYou) { try await house.accounts.members.setRole(.owner, of: ida, by: actor) }
        await #expect(throws: MemberRefusal.aboveYou) { try await house.accounts.members.setRole(.manager, of: ida, by: actor) }
    }
}
