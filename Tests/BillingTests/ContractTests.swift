import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Testing

@Suite("Ending contracts, and paying what failed", .timeLimit(.minutes(10)))
struct ContractTests {
    private func cancellations(_ world: World) -> [BillingNotice] {
        world.herald.notices.filter { if case .cancelled = $0 { true } else { false } }
    }

    private func subscription(_ id: SubscriptionID, _ world: World) async throws -> Subscription {
        try #require(try await world.billing.subscription(id)).value
    }

    // MARK: Confirmations

    @Test func aCancellationIsConfirmedAtOnceAndOnceWhateverTheProviderSays() async throws {
        let world = try await World()
        let id = try await world.subscribe(World.month)
        await world.bank.fallsSilent(100, seed: 1)
        let asked = world.time.now
        try await world.billing.memberships.cancel(id, of: "ida", atOnce: false)
        let until = try await subscription(id, world).paidUntil
        #expect(cancellations(world) == [.cancelled(title: "Monthly", at: asked, openUntil: until, house: nil)])
        await world.bank.fallsSilent(0, seed: 1)
        await world.pass(days: 2)
        try await world.reconcile()
        #expect(try await subscription(id, world).state == .ended)
        #expect(cancellations(world).count == 1)
    }

    @Test(arguments: [true, false]) func theOwnerCancelsWithAReasonAtOnceOrAtTheEnd(atOnce: Bool) async throws {
        let world = try await World()
        let id = try await world.subscribe(World.month)
        try await world.billing.memberships.cancel(id, atOnce: atOnce, because: "The house\ncloses.")
        #expect(try await subscription(id, world).state == .ended)
        #expect(try await world.isOpen() == !atOnce)
        guard case .cancelled("Monthly", _, let until, let reason) = cancellations(world).first else {
            Issue.record("\(world.herald.notices)")
            return
        }
        #expect(reason?.contains("\n") == false && reason?.hasPrefix("The house") == true)
        #expect((until == world.time.now) == atOnce)
        await world.pass(days: 40)
        #expect(await world.bank.payments.count == 1, "nothing more is charged")
    }

    // MARK: What is declared

    private func declaration(_ kind: Declaration.Kind, _ world: World, atOnce: Bool = false) -> Declaration {
        Declaration(
            kind, name: "Ida", email: "ida@example.org", contract: "Monthly", reason: nil, isAtOnce: atOnce, at: world.time.now)
    }

    @Test func whoeverCancelsWithoutSigningInEndsItWhenWhatIsPaidIsOver() async throws {
        let world = try await World()
        let id = try await world.subscribe(World.month)
        try await world.billing.declarations.take(declaration(.cancellation, world, atOnce: true), of: "ida", isSignedIn: false)
        #expect(try await subscription(id, world).state == .active, "how long the answer takes says nothing of her")
        try await world.billing.declarations.carryOut()
        #expect(try await subscription(id, world).state == .ended)
        #expect(try await world.isOpen(), "nobody is shut out by a stranger")
        #expect(cancellations(world).count == 1)
        let open = try await world.billing.declarations.open()
        #expect(open.map(\.value.deal) == [id.rawValue], "that it shall end at once is for the owner")
        try await world.billing.declarations.settle(open[0].id)
        #expect(try await world.billing.declarations.open().isEmpty)
    }

    @Test func aPlainCancellationLeavesNothingToDo() async throws {
        let world = try await World()
        try await world.subscribe(World.month)
        try await world.billing.declarations.take(declaration(.cancellation, world), of: "ida", isSignedIn: false)
        try await world.billing.declarations.carryOut()
        #expect(try await world.billing.declarations.open().isEmpty)
    }

    @Test(arguments: [true, false]) func whoeverIsKilledMeanwhileLosesNoDeclaration(isSignedIn: Bool) async throws {
        var kept = 0
        for point in 0..<30 {
            var world = try await World()
            let id = try await world.subscribe(World.month)
            world.chaos.kill(at: point)
            do {
                try await world.billing.declarations.take(declaration(.cancellation, world), of: "ida", isSignedIn: isSignedIn)
                try await world.billing.declarations.carryOut()
            } catch is Killed {}
            world.restart()
            try await world.billing.declarations.carryOut()
            guard try await Records<Declaration>(in: world.base).count() > 0 else { continue }
            kept += 1
            #expect(try await subscription(id, world).state == .ended, "killed at \(point)")
            #expect(try await world.billing.declarations.open().isEmpty, "killed at \(point)")
            #expect(cancellations(world).count <= 1, "killed at \(point)")
        }
        #expect(kept > 10)
    }

    @Test func whatNobodyKnowsIsKeptForTheOwnerAndTellsNobody() async throws {
        let world = try await World()
        try await world.billing.declarations.take(declaration(.cancellation, world), of: nil, isSignedIn: false)
        #expect(try await world.billing.declarations.open().count == 1)
        #expect(world.herald.notices.isEmpty)
    }

    @Test func whoWithdrawsSignedInIsOutAtOnceAndConfirmed() async throws {
        let world = try await World()
        let id = try await world.subscribe(World.month)
        try await world.billing.declarations.take(declaration(.withdrawal, world), of: "ida", isSignedIn: true)
        #expect(try await subscription(id, world).state == .ended)
        #expect(try await !world.isOpen())
        #expect(world.herald.notices.contains(.declared(.withdrawal, contract: "Monthly", at: world.time.now)))
        #expect(try await world.billing.declarations.open().count == 1, "the owner pays back")
    }

    @Test func whoWithdrawsTooLateKeepsWhatIsPaid() async throws {
        let world = try await World()
        let id = try await world.subscribe(World.month)
        await world.pass(days: 16)
        try await world.billing.declarations.take(declaration(.withdrawal, world), of: "ida", isSignedIn: true)
        #expect(try await subscription(id, world).state == .ended, "nothing more is charged")
        #expect(try await world.isOpen())
        #expect(try await world.billing.declarations.open().count == 1)
    }

    @Test func whoWithdrawsFromAFilmKeepsTheirSubscription() async throws {
        let world = try await World()
        let id = try await world.subscribe(World.month)
        var withdrawal = declaration(.withdrawal, world)
        withdrawal.contract = "Harbour Lights"
        try await world.billing.declarations.take(withdrawal, of: "ida", isSignedIn: true)
        #expect(try await subscription(id, world).state == .active)
        #expect(world.herald.notices.contains(.declared(.withdrawal, contract: "Harbour Lights", at: world.time.now)))
        #expect(try await world.billing.declarations.open().count == 1)
        withdrawal.isOfSubscription = true
        try await world.billing.declarations.take(withdrawal, of: "ida", isSignedIn: true)
        #expect(try await subscription(id, world).state == .ended, "who names none in particular means this one")
    }

    // MARK: What failed

    private func failing(_ world: World) async throws -> SubscriptionID {
        let id = try await world.subscribe(World.month)
        let name = try #require(try await subscription(id, world).providerName)
        await world.bank.breakCard(name, true)
        await world.pass(days: 31)
        try await world.reconcile()
        #expect(try await subscription(id, world).state == .failing)
        return id
    }

    @Test func whoPutsRightHowTheyPayPaysAtOnceAndGoesOn() async throws {
        let world = try await World()
        let id = try await failing(world)
        await #expect(throws: ProviderFailure.declined) { try await world.billing.memberships.retry(id, of: "ida") }
        #expect(try await subscription(id, world).state == .failing)
        let name = try #require(try await subscription(id, world).providerName)
        await world.bank.breakCard(name, false)
        await #expect(throws: BillingRefusal.notNow, "not again within the minute") {
            try await world.billing.memberships.retry(id, of: "ida")
        }
        world.time.advance(by: .seconds(61))
        await #expect(throws: BillingRefusal.noSuchThing) { try await world.billing.memberships.retry(id, of: "tom") }
        try await world.billing.memberships.retry(id, of: "ida")
        #expect(try await subscription(id, world).state == .active)
        #expect(await world.bank.payments.count == 2)
        world.time.advance(by: .seconds(61))
        await #expect(throws: BillingRefusal.notNow, "nothing is owed any more") {
            try await world.billing.memberships.retry(id, of: "ida")
        }
        #expect(try await world.disagreements().isEmpty)
    }

    @Test func whoeverIsKilledWhilePayingWhatFailedIsNotChargedTwice() async throws {
        for point in 0..<30 {
            var world = try await World()
            let id = try await failing(world)
            let name = try #require(try await subscription(id, world).providerName)
            await world.bank.breakCard(name, false)
            world.chaos.kill(at: point)
            do {
                try await world.billing.memberships.retry(id, of: "ida")
            } catch is Killed {}
            world.restart()
            world.time.advance(by: .seconds(61))
            try await world.reconcile()
            if try await subscription(id, world).state == .failing { try await world.billing.memberships.retry(id, of: "ida") }
            #expect(await world.bank.payments.count == 2, "killed at \(point)")
            #expect(try await world.disagreements().isEmpty, "killed at \(point)")
        }
    }

    @Test func theBanksSideOffersItsDataAgain() async throws {
        let world = try await World()
        let id = try await world.billing.memberships.subscribe(World.month, world.buyer(provider: "offline"))
        let price = Money(minor: 799, .eur)
        #expect(try await world.billing.nextTransfer(of: id)?.amount == price)
        try await world.billing.markPaid(id.rawValue, number: 1, amount: price, at: world.time.now)
        world.time.advance(by: .seconds(35 * 86_400))
        try await world.billing.look(at: id.rawValue, by: "ida")
        #expect(try await subscription(id, world).state == .failing)
        #expect(try await world.billing.nextTransfer(of: id)?.number == 2)
        await #expect(throws: BillingRefusal.notNow) { try await world.billing.memberships.retry(id, of: "ida") }
        try await world.billing.memberships.cancel(id, of: "ida", atOnce: false)
        #expect(try await world.billing.nextTransfer(of: id) == nil)
    }

    @Test func nobodyOrdersWithoutEnd() async throws {
        let world = try await World()
        let gift = Wanted.donation(Money(minor: 500, .eur))
        for _ in 0..<Order.mostOpen { _ = try await world.billing.checkout.begin(gift, world.buyer(provider: "offline")) }
        await #expect(throws: BillingRefusal.notNow) {
            try await world.billing.checkout.begin(gift, world.buyer(provider: "offline"))
        }
        _ = try await world.billing.checkout.begin(gift, world.buyer("tom", provider: "offline"))
        let first = try #require(try await world.billing.orders(of: "ida").last)
        try await world.billing.checkout.abandon(OrderID(first.id), by: "ida")
        _ = try await world.billing.checkout.begin(gift, world.buyer(provider: "offline"))
    }

    // MARK: Money back

    @Test func theReasonIsToldWhoeverHearsOfTheRefundFirst() async throws {
        let world = try await World()
        try await world.buy(.purchase(World.subject))
        let key = LedgerEntry.paymentKey("bank", try #require(await world.bank.payments.keys.first))
        await world.bank.fallsSilent(100, seed: 3)
        try await world.billing.refunds.refund(key, Money(minor: 300, .eur), token: "same", by: "owner", note: "a scratch")
        await world.bank.fallsSilent(0, seed: 3)
        for _ in 0..<3 { try await world.reconcile() }
        let back = world.herald.notices.filter { if case .refunded = $0 { true } else { false } }
        #expect(
            back == [
                .refunded(
                    title: World.subject.rawValue, amount: Money(minor: 300, .eur),
                    paper: .init(title: "2026-C0001", id: "creditNote-2026-1"), reason: "a scratch")
            ])
    }
}
