import Foundation
import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Testing

@Suite("Sums of the months", .timeLimit(.minutes(10)))
struct MonthBookTests {
    /// What the sums must be: everything added up from the whole ledger, month by month.
    private func truth(_ world: World, _ currency: Currency, _ months: [RecurringRevenue.Month]) async throws -> RecurringRevenue {
        let entries = try await world.billing.ledger.entries(from: Moment(milliseconds: 0), until: world.time.now + .seconds(1))
        return RecurringRevenue(entries, currency, bounds: months.map(\.from) + [months.last?.until ?? world.time.now])
    }

    private func agrees(_ world: World, _ comment: Comment) async throws {
        let kept = try await world.billing.revenue(months: 12)
        for (currency, revenue) in kept {
            let truth = try await truth(world, currency, revenue.months)
            #expect(revenue.months.map(\.revenue) == truth.months.map(\.revenue), comment)
            #expect(revenue.months.map(\.subscribers) == truth.months.map(\.subscribers), comment)
            #expect(revenue.months.map(\.before) == truth.months.map(\.before), comment)
            #expect(revenue.months.map(\.lost) == truth.months.map(\.lost), comment)
        }
    }

    @Test(arguments: 0..<6 as Range<UInt64>) func theyAreWhatTheLedgerSaysWhateverHappens(seed: UInt64) async throws {
        var dice = Dice(seed: seed)
        let world = try await World()
        for member in ["ida", "tom", "eva"] where dice.isLucky(90) {
            try await world.subscribe(dice.isLucky(60) ? World.month : World.trial, by: member)
        }
        for _ in 0..<24 {
            await world.pass(days: dice.below(25))
            try await world.reconcile()
            switch dice.below(6) {
            case 0:
                if let name = await world.bank.payments.keys.sorted().randomElement(using: &dice) {
                    let key = LedgerEntry.paymentKey("bank", name)
                    if let left = try await world.billing.refunds.left(of: key), left.minor > 0 {
                        try await world.billing.refunds.refund(key, left, token: "r\(dice.below(1_000_000))", by: "owner", note: nil)
                    }
                }
            case 1:
                let member = ["ida", "tom", "eva"][dice.below(3)]
                if let live = try await world.billing.memberships.live(of: member) {
                    try await world.billing.memberships.cancel(SubscriptionID(live.id), of: member, atOnce: false)
                } else {
                    try await world.subscribe(World.month, by: member)
                }
            case 2: try await world.billing.months.rebuild()
            default: break
            }
            try await agrees(world, "seed \(seed)")
        }
    }

    @Test func aPageReadsTheKeptSumsAndNotTheLedger() async throws {
        let counting = CountingStore(base: MemoryStore(time: StoppedTime(at: Moment(milliseconds: 1_790_000_000_000))))
        let world = try await World { _ in counting }
        for number in 0..<30 { try await world.subscribe(World.month, by: "m\(number)") }
        _ = try await world.billing.revenue(months: 12)
        let before = counting.reads(of: LedgerEntry.schema.name)
        for _ in 0..<5 { _ = try await world.billing.revenue(months: 12) }
        #expect(counting.reads(of: LedgerEntry.schema.name) == before)
        #expect(try await world.billing.revenue(months: 12).first?.revenue.months.last?.subscribers == 30)
        try await world.subscribe(World.month, by: "late")
        #expect(try await world.billing.revenue(months: 12).first?.revenue.months.last?.subscribers == 31, "what is new is there at once")
    }

    @Test func whoIsKilledAnywhereLeavesNoOldSum() async throws {
        for point in 0..<60 {
            var world = try await World()
            _ = try await world.billing.revenue(months: 12)
            world.chaos.kill(at: point)
            do {
                try await world.subscribe(World.month)
            } catch is Killed {}
            let isDone = !world.chaos.isDead
            world.restart()
            for name in await world.bank.subscriptions.keys { await world.bank.approve(name) }
            for _ in 0..<2 { try await world.reconcile() }
            try await agrees(world, "killed at \(point)")
            if isDone { break }
        }
    }

    @Test func monthsAreThoseOfTheHousesCalendar() async throws {
        let time = StoppedTime(at: Moment(milliseconds: 1796_081_400_000))
        let store = MemoryStore(time: time)
        try await store.prepare(Billing.schemas)
        let billing = Billing(
            store: store, time: time, keys: HouseKeys([HouseKeys.make()])!, zone: try #require(TimeZone(identifier: "Europe/Berlin")),
            house: { "" }, addresses: { ReturnAddresses(done: $0, cancelled: $0) })
        try await billing.change { ($0.isOpen, $0.bank) = (true, ["DE00"]) }
        let plan = try await billing.plans.insert(Plan(name: "Monthly", interval: .month, prices: [Money(minor: 799, .eur)]))
        let id = try await billing.memberships.subscribe(
            PlanID(plan.id), Purchaser("m", .eur, provider: OfflineProvider.name, hasConsented: true))
        try await billing.markPaid(id.rawValue, number: 1, amount: Money(minor: 799, .eur), at: time.now)
        time.advance(by: .seconds(1))
        let months = try #require(try await billing.revenue(months: 12).first).revenue.months
        #expect(months.last?.from.iso8601 == "2026-11-30T23:00:00.000Z", "it is December in Berlin")
        #expect(months.map(\.subscribers) == Array(repeating: 0, count: 11) + [1])
    }
}
