import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraAccounts

@Suite("Closing an account", .timeLimit(.minutes(10)))
struct ClosingTests {
    private let house: SampleAccounts
    private var accounts: Accounts { house.accounts }

    init() async throws {
        house = try await SampleAccounts()
        try await house.member("olga@example.org", role: .owner)
    }

    private func step(_ outcome: SignInOutcome) throws -> String {
        guard case .leaving(let step) = outcome else { throw Unexpected("not asked whether to stay") }
        return step
    }

    @Test func closingEndsAllSessionsAndTellsByMailUntilWhen() async throws {
        let ida = MemberID(try await house.member("ida@example.org").id)
        _ = try await house.signIn("ida@example.org")

        let until = try await accounts.close(ida)

        #expect(until == house.time.now + .seconds(14 * 86_400))
        #expect(try await accounts.sessions.list(of: ida).isEmpty)
        try await house.send()
        #expect(house.postman.letters.map(\.subject) == ["closing"])
        await #expect(throws: MemberRefusal.unknown) { try await accounts.close(ida) }
    }

    @Test func whoComesBackInTimeIsAskedAndGetsNoSessionBefore() async throws {
        let ida = MemberID(try await house.member("ida@example.org").id)
        _ = try await accounts.close(ida)

        let step = try step(try await house.signIn("ida@example.org"))

        #expect(try await accounts.sessions.list(of: ida).isEmpty)
        #expect(try await accounts.members.read(ida)?.value.state == .leaving)
        let outcome = try await accounts.signIn.keep(step: step, on: SampleAccounts.laptop)
        #expect(house.arrival(outcome)?.hasComeBack == true)
        let member = try #require(try await accounts.members.read(ida)).value
        #expect(member.state == .active && member.erasedFrom == nil)
        guard case .refused = try await accounts.signIn.keep(step: step, on: SampleAccounts.laptop) else { throw Unexpected("kept twice") }
    }

    @Test func aStepOfAnotherKindKeepsNoAccount() async throws {
        let ida = MemberID(try await house.member("ida@example.org").id)
        _ = try await accounts.close(ida)
        let half = try SignInStep(member: ida.rawValue, ways: [.password], notAfter: house.time.now + .seconds(60)).sealed(
            with: accounts.keys)
        guard case .refused = try await accounts.signIn.keep(step: half, on: SampleAccounts.laptop) else {
            throw Unexpected("kept without a second factor")
        }
        let whole = try step(try await house.signIn("ida@example.org"))
        guard case .refused = try await accounts.signIn.code("000000", step: whole, on: SampleAccounts.laptop) else {
            throw Unexpected("a decision is taken for a password")
        }
        house.time.advance(by: .seconds(301))
        guard case .refused = try await accounts.signIn.keep(step: whole, on: SampleAccounts.laptop) else {
            throw Unexpected("kept too late")
        }
    }

    @Test func theLastOwnerCannotLeave() async throws {
        let olga = try #require(try await accounts.members.with(MailAddress("olga@example.org")!))
        await #expect(throws: MemberRefusal.lastOwner) { try await accounts.close(MemberID(olga.id)) }
        #expect(try await accounts.members.read(MemberID(olga.id))?.value.state == .active)
    }

    @Test func ofOwnersWhoLeaveAtOnceOneStays() async throws {
        var owners = [try #require(try await accounts.members.with(MailAddress("olga@example.org")!)).id]
        for number in 0..<4 { owners.append(try await house.member("\(number)@example.org", role: .owner).id) }
        await withTaskGroup(of: Void.self) { group in
            for id in owners { group.addTask { [accounts] in _ = try? await accounts.close(MemberID(id)) } }
        }
        #expect(try await accounts.members.count(.equal("state", .string("active"))) >= 1)
    }

    @Test func whoeverClosesTheDoorToALeavingMemberDoesNotMakeItStay() async throws {
        let ida = MemberID(try await house.member("ida@example.org").id)
        _ = try await accounts.close(ida)
        try await accounts.disable(ida, by: .owner)
        try await accounts.members.setState(.active, of: ida, by: .owner)
        #expect(try await accounts.members.read(ida)?.value.state == .leaving)
        try await accounts.disable(ida, by: .owner)
        house.time.advance(by: .seconds(15 * 86_400))
        #expect(try await accounts.eraser.eraseDue().count == 1)
        #expect(try await accounts.members.read(ida) == nil)
    }
}
