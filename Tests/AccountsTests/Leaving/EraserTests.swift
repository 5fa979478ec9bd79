import KinoraDocumentContract
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraAccounts

@Suite("Erasing a member", .timeLimit(.minutes(10)))
struct EraserTests {
    private let house: SampleAccounts
    private var accounts: Accounts { house.accounts }

    init() async throws {
        house = try await SampleAccounts()
        try await house.member("olga@example.org", role: .owner)
    }

    @Test func afterTheGraceTimeNothingOfTheMemberIsLeftAnywhere() async throws {
        let ida = try await FullAccount.make("ida@example.org", in: house)
        let jo = try await FullAccount.make("jo@example.org", in: house)
        let before = try await FullAccount.texts(in: house.store)
        #expect(ida.marks.allSatisfy { mark in before.contains { $0.contains(mark) } }, "there is something to erase")
        _ = try await accounts.close(ida.id)

        #expect(try await accounts.eraser.eraseDue().isEmpty, "not before its time")
        house.time.advance(by: .seconds(14 * 86_400))
        let news = try await accounts.eraser.eraseDue()

        #expect(news.count == 1)
        let after = try await FullAccount.texts(in: house.store)
        for mark in ida.marks where mark != ida.id.rawValue {
            #expect(!after.contains { $0.contains(mark) }, "\(mark) is still there")
        }
        #expect(after.filter { $0.contains(ida.id.rawValue) }.allSatisfy { $0.hasPrefix("erasures/") })
        #expect(jo.marks.allSatisfy { mark in after.contains { $0.contains(mark) } }, "others keep what is theirs")
        let erasure = try #require(try await Records(Erasure.self, in: house.store).read(ida.id.rawValue)).value
        #expect(erasure.doneAt != nil && erasure.counts["sign-ins"] == 1)
        #expect(try await accounts.eraser.eraseDue().isEmpty, "once is enough")
    }

    @Test func whereverItIsKilledItGoesOnAndEndsTheSame() async throws {
        var steps = 0
        while true {
            let house = try await SampleAccounts()
            try await house.member("olga@example.org", role: .owner)
            let ida = try await FullAccount.make("ida@example.org", in: house)
            _ = try await house.accounts.close(ida.id)
            house.time.advance(by: .seconds(14 * 86_400))
            let stopping = StoppingStore(house.store, after: steps)
            let eraser = Eraser(
                members: MemberBook(store: stopping), sessions: SessionBook(store: stopping, time: house.time),
                belongings: Belongings(Accounts.personal, store: stopping, time: house.time), time: house.time)
            var isWhole = true
            do {
                _ = try await eraser.eraseDue()
            } catch is StoppingStore.Stopped {
                isWhole = false
            }
            _ = try await house.accounts.eraser.eraseDue()
            let after = try await FullAccount.texts(in: house.store)
            #expect(after.filter { $0.contains(ida.id.rawValue) }.map { $0.prefix(9) } == ["erasures/"], "stopped at write \(steps)")
            for mark in ida.marks where mark != ida.id.rawValue {
                #expect(!after.contains { $0.contains(mark) }, "\(mark) is left, stopped at write \(steps)")
            }
            if isWhole { break }
            steps += 1
        }
        #expect(steps > 10)
    }

    @Test func onceItBegunNobodyComesBackOrIsLetIn() async throws {
        let ida = try await FullAccount.make("ida@example.org", in: house)
        _ = try await accounts.close(ida.id)
        guard case .leaving(let step) = try await house.signIn("ida@example.org") else { throw Unexpected("not asked") }
        let stopping = StoppingStore(house.store, after: 1)
        let eraser = Eraser(
            members: MemberBook(store: stopping), sessions: SessionBook(store: stopping, time: house.time),
            belongings: Belongings(Accounts.personal, store: stopping, time: house.time), time: house.time)
        await #expect(throws: StoppingStore.Stopped.self) { try await eraser.erase(ida.id) }

        guard case .refused = try await accounts.signIn.keep(step: step, on: SampleAccounts.laptop) else { throw Unexpected("came back") }
        await #expect(throws: MemberRefusal.unknown) { try await accounts.members.setState(.active, of: ida.id, by: .owner) }
        guard case .notAdmitted = try await house.signIn("ida@example.org") else { throw Unexpected("let in") }
    }

    @Test func whomAnOldCopyBringsBackIsErasedAgain() async throws {
        let ida = try await FullAccount.make("ida@example.org", in: house)
        let copy = try #require(try await house.store.read(ida.id.rawValue, in: "members"))
        _ = try await accounts.eraser.erase(ida.id)
        try await house.store.restore([copy], into: "members")

        try await accounts.eraser.markReturned()
        _ = try await accounts.eraser.eraseDue()

        #expect(try await accounts.members.read(ida.id) == nil)
    }

    @Test func theLastOwnerIsNotErasedEvenLater() async throws {
        let olga = try #require(try await accounts.members.with(MailAddress("olga@example.org")!))
        await #expect(throws: MemberRefusal.lastOwner) { try await accounts.eraser.erase(MemberID(olga.id)) }
        let second = try await house.member("pia@example.org", role: .owner)
        _ = try await accounts.close(MemberID(olga.id))
        // The other goes by another way meanwhile.
        _ = try await house.store.delete(second.id, ifMatch: nil, in: "members")
        house.time.advance(by: .seconds(15 * 86_400))
        #expect(try await accounts.eraser.eraseDue() == [.lastOwner])
        #expect(try await accounts.members.read(MemberID(olga.id)) != nil)
    }
}
