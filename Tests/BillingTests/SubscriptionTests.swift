import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraBilling

@Suite("Subscriptions")
struct SubscriptionTests {
    private func live(_ world: World, _ member: String = "ida") async throws -> SubscriptionID {
        guard let live = try await world.billing.memberships.live(of: member) else {
            throw BillingRefusal.noSuchThing
        }
        return SubscriptionID(live.id)
    }

    private func state(_ world: World, _ id: SubscriptionID) async throws -> Subscription.State? {
        try await world.billing.subscription(id)?.value.state
    }

    @Test func nothingIsOpenBeforeThePayerAgreed() async throws {
        let world = try await World()
        let id = try await world.billing.memberships.subscribe(World.month, world.buyer())
        try await world.billing.look(at: id.rawValue, by: "ida")
        #expect(try await !world.isOpen(), "coming back alone opens nothing")
        #expect(
            try await world.billing.subscription(id)?.value.approval?.hasPrefix("https://bank.example/")
                == true)
    }

    @Test func whoComesBackWithAnothersNameFindsNothing() async throws {
        let world = try await World()
        let id = try await world.billing.memberships.subscribe(World.month, world.buyer())
        await #expect(throws: BillingRefusal.noSuchThing) {
            try await world.billing.look(at: id.rawValue, by: "tom")
        }
    }

    @Test func eachPaymentKeepsItOpen() async throws {
        let world = try await World()
        try await world.subscribe(World.month)
        for _ in 0..<14 {
            await world.pass(days: 28)
            try await world.reconcile()
            #expect(try await world.isOpen())
        }
        #expect(await world.bank.payments.count == 13)
        #expect(try await world.disagreements().isEmpty)
    }

    @Test func consentIsAskedFor() async throws {
        let world = try await World()
        let buyer = Purchaser("ida", .eur, provider: "bank", hasConsented: false)
        await #expect(throws: BillingRefusal.consentMissing) {
            try await world.billing.memberships.subscribe(World.month, buyer)
        }
    }

    @Test func aTrialIsHadOnceWhateverThePlan() async throws {
        let world = try await World()
        let first = try await world.subscribe(World.trial)
        #expect(try await world.isOpen())
        #expect(await world.bank.payments.isEmpty)
        try await world.billing.memberships.cancel(first, of: "ida", atOnce: false)
        #expect(try await world.isOpen(), "what is left of a trial stays")
        await world.pass(days: 15)
        #expect(try await !world.isOpen())
        try await world.billing.plans.change(World.month.rawValue) { $0.trialDays = 30 }
        let second = try await world.subscribe(World.month)
        #expect(try await world.billing.subscription(second)?.value.hasTrial == false)
        #expect(await world.bank.payments.count == 1, "the second is paid from the first day on")
    }

    @Test func aMemberHasOneThatLives() async throws {
        let world = try await World()
        try await world.subscribe(World.month)
        await #expect(throws: BillingRefusal.alreadySubscribed) {
            try await world.subscribe(World.trial)
        }
    }

    @Test func whoAsksTwiceIsSentToTheSame() async throws {
        let world = try await World()
        let first = try await world.billing.memberships.subscribe(World.month, world.buyer())
        #expect(try await world.billing.memberships.subscribe(World.month, world.buyer()) == first)
    }

    @Test func whoChoosesAnotherBeforeAgreeingPaysForOne() async throws {
        let world = try await World()
        let first = try await world.billing.memberships.subscribe(World.month, world.buyer())
        try await world.subscribe(World.trial)
        let name = try await world.billing.subscription(first)?.value.providerName ?? ""
        #expect(await world.bank.subscriptions[name]?.state == .expired)
        #expect(try await state(world, first) == .void)
    }

    @Test func manyAtOnceBeginOne() async throws {
        let world = try await World()
        let begun = await withTaskGroup(of: SubscriptionID?.self) { group in
            for _ in 0..<12 {
                group.addTask { try? await world.billing.memberships.subscribe(World.month, world.buyer()) }
            }
            return await group.reduce(into: Set<SubscriptionID>()) { if let id = $1 { $0.insert(id) } }
        }
        #expect(begun.count == 1)
        #expect(await world.bank.subscriptions.count == 1)
    }

    // MARK: Ending

    @Test func cancellingEndsItWhenWhatIsPaidIsOver() async throws {
        let world = try await World()
        let id = try await world.subscribe(World.month)
        await world.pass(days: 10)
        try await world.billing.memberships.cancel(id, of: "ida", atOnce: false)
        #expect(try await state(world, id) == .ended)
        #expect(try await world.isOpen())
        await world.pass(days: 25)
        try await world.reconcile()
        #expect(try await !world.isOpen())
        #expect(await world.bank.payments.count == 1)
        #expect(
            world.herald.notices.contains { if case .cancelled = $0 { true } else { false } },
            "it is confirmed")
    }

    @Test func cancellingAtOnceClosesAtOnce() async throws {
        let world = try await World()
        let id = try await world.subscribe(World.month)
        try await world.billing.memberships.cancel(id, of: "ida", atOnce: true)
        #expect(try await !world.isOpen())
    }

    @Test func nobodyCancelsAnothers() async throws {
        let world = try await World()
        let id = try await world.subscribe(World.month)
        await #expect(throws: BillingRefusal.noSuchThing) {
            try await world.billing.memberships.cancel(id, of: "tom", atOnce: true)
        }
        #expect(try await world.isOpen())
    }

    @Test func aCancellationWhileTheProviderIsSilentIsCarriedOutLater() async throws {
        let world = try await World()
        let id = try await world.subscribe(World.month)
        await world.bank.fallsSilent(100, seed: 3)
        try await world.billing.memberships.cancel(id, of: "ida", atOnce: false)
        await world.bank.fallsSilent(0, seed: 3)
        try await world.reconcile()
        #expect(try await state(world, id) == .ended)
        #expect(await world.bank.subscriptions.values.map(\.state) == [.cancelled])
    }

    @Test func whatIsCancelledAtTheProvidersIsCancelledHere() async throws {
        let world = try await World()
        let id = try await world.subscribe(World.month)
        let name = try await world.billing.subscription(id)?.value.providerName ?? ""
        try await world.bank.cancel(name, reason: "")
        try await world.reconcile()
        #expect(try await state(world, id) == .ended)
        #expect(try await world.isOpen())
    }

    // MARK: Failing

    @Test func aFailedPaymentIsToldKeptOpenForTheGraceAndEndedThen() async throws {
        let world = try await World()
        let id = try await world.subscribe(World.month)
        let name = try await world.billing.subscription(id)?.value.providerName ?? ""
        await world.bank.breakCard(name, true)
        await world.pass(days: 32)
        try await world.reconcile()
        #expect(try await state(world, id) == .failing)
        #expect(world.herald.notices.contains { if case .paymentFailed = $0 { true } else { false } })
        #expect(try await world.isOpen())
        await world.pass(days: 6)
        try await world.reconcile()
        #expect(try await world.isOpen())
        await world.pass(days: 2)
        try await world.reconcile()
        #expect(try await !world.isOpen())
        #expect(try await state(world, id) == .ended)
        #expect(await world.bank.subscriptions[name]?.state == .cancelled)
    }

    @Test func whoPaysWithinTheGraceGoesOn() async throws {
        let world = try await World()
        let id = try await world.subscribe(World.month)
        let name = try await world.billing.subscription(id)?.value.providerName ?? ""
        await world.bank.breakCard(name, true)
        await world.pass(days: 31)
        try await world.reconcile()
        await world.bank.breakCard(name, false)
        await world.pass(days: 1)
        try await world.reconcile()
        #expect(try await state(world, id) == .active)
        await world.pass(days: 20)
        #expect(try await world.isOpen())
    }

    @Test func whoNeverPaidHasNoGrace() async throws {
        let world = try await World()
        let id = try await world.billing.memberships.subscribe(World.month, world.buyer())
        let name = try await world.billing.subscription(id)?.value.providerName ?? ""
        await world.bank.breakCard(name, true)
        try await world.agree(id.rawValue, "ida")
        #expect(try await state(world, id) == .failing)
        #expect(try await !world.isOpen())
        let until = world.time.now + .seconds(7 * 86_400)
        #expect(world.herald.notices.last == .firstPaymentFailed(title: "Monthly", until: until), "and not that it stays open")
        await world.bank.breakCard(name, false)
        await world.pass(days: 1)
        try await world.reconcile()
        #expect(try await state(world, id) == .active)
        #expect(try await world.isOpen(), "who pays after all has it")
    }

    @Test func whatWasGivenUpIsFreeForNobodyWhoAgreesAfterAll() async throws {
        let world = try await World()
        let code = try await world.billing.vouchers.make(VoucherBatch(.coupon, note: "", percent: 1_000_000), count: 1).codes[0]
        let id = try await world.billing.memberships.subscribe(World.month, world.buyer(code: code))
        // There are providers that cannot give up what nobody agreed to yet.
        try await Records<Subscription>(in: world.base).change(id.rawValue) { ($0.state, $0.liveKey) = (.void, nil) }
        let name = try await world.billing.subscription(id)?.value.providerName ?? ""
        await world.bank.approve(name)
        try await world.reconcile()
        #expect(try await !world.isOpen())
        #expect(await world.bank.subscriptions[name]?.state == .cancelled)
        #expect(await world.bank.payments.isEmpty)
    }

    // MARK: Pausing and changing

    @Test func whatIsPausedChargesNothingAndStaysOpenAsLongAsItIsPaid() async throws {
        let world = try await World()
        let id = try await world.subscribe(World.month)
        try await world.billing.memberships.pause(id, of: "ida")
        #expect(try await state(world, id) == .paused)
        await world.pass(days: 20)
        #expect(try await world.isOpen())
        await world.pass(days: 20)
        try await world.reconcile()
        #expect(try await !world.isOpen())
        #expect(await world.bank.payments.count == 1)
        try await world.billing.memberships.resume(id, of: "ida")
        await world.pass(days: 0)
        try await world.reconcile()
        #expect(try await state(world, id) == .active)
        #expect(try await world.isOpen())
    }

    @Test func anotherPlanCountsFromTheNextPaymentOn() async throws {
        let world = try await World()
        let id = try await world.subscribe(World.month)
        let address = try await world.billing.memberships.change(id, of: "ida", to: World.trial)
        #expect(address?.hasPrefix("https://bank.example/") == true)
        #expect(
            try await world.billing.subscription(id)?.value.plan == World.month,
            "not before the payer agreed")
        try await world.agree(id.rawValue, "ida")
        #expect(try await world.billing.subscription(id)?.value.plan == World.trial)
        await world.pass(days: 32)
        try await world.reconcile()
        #expect(await world.bank.payments.values.map(\.amount.minor).sorted() == [799, 7900])
        let incidents = try await world.billing.incidents()
        #expect(incidents.isEmpty)
    }

    @Test func otherPricesChangeNothingForThoseWhoHaveIt() async throws {
        let world = try await World()
        try await world.subscribe(World.month)
        try await world.billing.plans.change(World.month.rawValue) {
            $0.prices = [Money(minor: 999, .eur)]
        }
        await world.pass(days: 32)
        try await world.reconcile()
        #expect(await world.bank.payments.values.allSatisfy { $0.amount.minor == 799 })
        try await world.subscribe(World.month, by: "tom")
        #expect(await world.bank.payments.values.contains { $0.amount.minor == 999 })
    }

    @Test func aCouponMakesTheFirstPaymentsCheaper() async throws {
        let world = try await World()
        var batch = VoucherBatch(.coupon, note: "", percent: 500_000)
        batch.payments = 2
        let code = try await world.billing.vouchers.make(batch, count: 1).codes[0]
        try await world.subscribe(World.month, code: code)
        for _ in 0..<3 {
            await world.pass(days: 31)
            try await world.reconcile()
        }
        #expect(await world.bank.payments.values.map(\.amount.minor).sorted() == [399, 399, 799, 799])
        #expect(try await world.billing.incidents().isEmpty)
    }

    @Test func aSetUpFeeIsPaidOnce() throws {
        let terms = RecurringTerms(
            reference: "r", group: "g", title: "t", interval: .month, price: Money(minor: 799, .eur),
            setUpFee: Money(minor: 500, .eur),
            tax: .none)
        #expect(terms.meaning(of: Money(minor: 500, .eur)) == .fee)
        #expect(terms.meaning(of: Money(minor: 1299, .eur)) == .interval(.month))
        #expect(
            terms.meaning(of: Money(minor: 1598, .eur)) == .interval(.month), "what was outstanding, too")
        #expect(terms.meaning(of: Money(minor: 801, .eur)) == nil)
        #expect(terms.meaning(of: Money(minor: 799, .usd)) == nil)
    }

    @Test(arguments: [
        (1, Interval.Unit.month, 1_738_281_600_000, 1_740_700_800_000),
        (1, .year, 1_709_164_800_000, 1_740_700_800_000),
    ])
    func theLastOfAMonthStaysTheLast(count: Int, unit: Interval.Unit, from: Int64, until: Int64) {
        #expect(
            Interval(count, unit)?.end(from: Moment(milliseconds: from)) == Moment(milliseconds: until))
    }
}
