import Foundation
import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Testing

@Suite("Without a network")
struct OfflineTests {
    private func order(_ world: World) async throws -> OrderID {
        try await world.billing.checkout.begin(
            .purchase(World.subject), world.buyer(provider: "offline"))
    }

    @Test func anOrderIsOpenWhenTheOwnerSaysThatMoneyCame() async throws {
        let world = try await World()
        let id = try await order(world)
        try await world.billing.look(at: id.rawValue, by: "ida")
        #expect(try await !world.isOpen())
        for _ in 0..<3 {
            try await world.billing.markPaid(
                id.rawValue, number: 1, amount: Money(minor: 1299, .eur), at: world.time.now)
        }
        #expect(try await world.isOpen())
        #expect(
            try await world.billing.invoices.papers(of: "ida").count == 1,
            "a form that is sent thrice is one payment")
    }

    @Test func anotherAmountOpensNothingAndIsTold() async throws {
        let world = try await World()
        let id = try await order(world)
        try await world.billing.markPaid(
            id.rawValue, number: 1, amount: Money(minor: 1200, .eur), at: world.time.now)
        #expect(try await !world.isOpen())
        #expect(try await world.billing.incidents().map(\.value.kind) == [.unexpectedAmount])
        #expect(
            try await world.billing.ledger.entries(of: "ida").map(\.amount?.minor) == [1200],
            "the money is in the books")
    }

    @Test func aTransferThatComesAfterAllIsBookedAndOpens() async throws {
        let world = try await World()
        let id = try await order(world)
        world.time.advance(by: .seconds(61 * 86_400))
        try await world.reconcile()
        #expect(try await world.billing.order(id)?.value.state == .void)
        try await world.billing.markPaid(
            id.rawValue, number: 1, amount: Money(minor: 1299, .eur), at: world.time.now)
        #expect(try await world.isOpen())
        #expect(try await world.billing.incidents().map(\.value.kind) == [.paidAfterAll])
    }

    @Test func aSubscriptionBeginsWithItsFirstPayment() async throws {
        let world = try await World()
        let id = try await world.billing.memberships.subscribe(
            World.month, world.buyer(provider: "offline"))
        world.time.advance(by: .seconds(5 * 86_400))
        try await world.billing.markPaid(
            id.rawValue, number: 1, amount: Money(minor: 799, .eur), at: world.time.now)
        #expect(try await world.billing.subscription(id)?.value.state == .active)
        #expect(try await world.isOpen())
        world.time.advance(by: .seconds(29 * 86_400))
        #expect(try await world.isOpen())
    }

    @Test func whoPaysAheadLosesNoDay() async throws {
        let world = try await World()
        let id = try await world.billing.memberships.subscribe(
            World.month, world.buyer(provider: "offline"))
        let start = world.time.now
        for number in 1...3 {
            try await world.billing.markPaid(
                id.rawValue, number: number, amount: Money(minor: 799, .eur), at: start)
        }
        #expect(
            try await world.billing.subscription(id)?.value.paidUntil
                == Interval.month.end(from: Interval.month.end(from: Interval.month.end(from: start))))
        await #expect(throws: BillingRefusal.notNow) {
            try await world.billing.markPaid(
                id.rawValue, number: 5, amount: Money(minor: 799, .eur), at: start)
        }
    }

    @Test func theDayOnWhichItBeganComesBackBehindAShortMonth() async throws {
        // 31 January 2027, noon.
        let world = try await World(at: Moment(milliseconds: 1_801_396_800_000))
        let id = try await world.billing.memberships.subscribe(
            World.month, world.buyer(provider: "offline"))
        func pays(_ number: Int) async throws -> Moment {
            try await world.billing.markPaid(
                id.rawValue, number: number, amount: Money(minor: 799, .eur), at: world.time.now)
            let until = try #require(try await world.billing.subscription(id)?.value.paidUntil)
            #expect(try await world.billing.nextTransfer(of: id)?.due == until)
            return until
        }
        for (place, end) in ["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"].enumerated() {
            let until = try await pays(place + 1)
            #expect(until.iso8601 == "\(end)T12:00:00.000Z")
            world.time.advance(by: until.since(world.time.now))
        }
        // Whoever pays ten days late begins anew, two days back.
        world.time.advance(by: .seconds(10 * 86_400))
        #expect(try await pays(5).iso8601 == "2027-07-08T12:00:00.000Z")
    }

    @Test(arguments: [
        (1, Interval.Unit.month, "2027-02-28", "2027-01-31", "2027-03-31"), (1, .month, "2027-02-28", "2027-01-30", "2027-03-30"),
        (1, .month, "2027-02-28", "2026-11-28", "2027-03-28"), (1, .month, "2027-02-14", "2027-01-31", "2027-03-14"),
        (3, .month, "2027-11-30", "2027-08-31", "2028-02-29"), (1, .year, "2031-02-28", "2028-02-29", "2032-02-29"),
        (4, .week, "2027-02-28", "2027-01-31", "2027-03-28"),
    ])
    func oneIntervalOfARun(count: Int, unit: Interval.Unit, from: String, since: String, end: String) throws {
        func moment(_ day: String) throws -> Moment { Moment(try Date("\(day)T00:00:00Z", strategy: .iso8601)) }
        let interval = try #require(Interval(count, unit))
        #expect(try interval.end(from: moment(from), inRunSince: moment(since)) == moment(end))
    }

    @Test func whoDoesNotPayIsRemindedAndThenItEnds() async throws {
        let world = try await World()
        let id = try await world.billing.memberships.subscribe(
            World.month, world.buyer(provider: "offline"))
        try await world.billing.markPaid(
            id.rawValue, number: 1, amount: Money(minor: 799, .eur), at: world.time.now)
        world.time.advance(by: .seconds(32 * 86_400))
        try await world.reconcile()
        #expect(try await world.billing.subscription(id)?.value.state == .failing)
        #expect(try await world.isOpen())
        world.time.advance(by: .seconds(8 * 86_400))
        try await world.reconcile()
        #expect(try await world.billing.subscription(id)?.value.state == .ended)
        #expect(try await !world.isOpen())
    }

    @Test func aTrialBeginsByItself() async throws {
        let world = try await World()
        let id = try await world.billing.memberships.subscribe(
            World.trial, world.buyer(provider: "offline"))
        try await world.billing.look(at: id.rawValue, by: "ida")
        #expect(try await world.isOpen())
        try await world.billing.markPaid(
            id.rawValue, number: 1, amount: Money(minor: 7900, .eur), at: world.time.now)
        world.time.advance(by: .seconds(370 * 86_400))
        #expect(try await world.isOpen(), "the year begins behind the trial")
    }

    @Test func moneyIsGivenBackByTheOwner() async throws {
        let world = try await World()
        let id = try await order(world)
        try await world.billing.markPaid(
            id.rawValue, number: 1, amount: Money(minor: 1299, .eur), at: world.time.now)
        let key = LedgerEntry.paymentKey("offline", "\(id)-1")
        try await world.billing.refunds.refund(
            key, Money(minor: 1299, .eur), token: "back", by: "owner", note: nil)
        #expect(try await !world.isOpen())
        #expect(try await world.billing.invoices.papers(.creditNote, year: 2026).count == 1)
    }

    @Test func pausingChangingAndCancellingNeedNobodyElse() async throws {
        let world = try await World()
        let id = try await world.billing.memberships.subscribe(
            World.month, world.buyer(provider: "offline"))
        try await world.billing.markPaid(
            id.rawValue, number: 1, amount: Money(minor: 799, .eur), at: world.time.now)
        try await world.billing.memberships.pause(id, of: "ida")
        try await world.billing.memberships.resume(id, of: "ida")
        #expect(try await world.billing.subscription(id)?.value.state == .active)
        #expect(try await world.billing.memberships.change(id, of: "ida", to: World.trial) == nil)
        try await world.billing.markPaid(
            id.rawValue, number: 2, amount: Money(minor: 7900, .eur), at: world.time.now)
        world.time.advance(by: .seconds(380 * 86_400))
        #expect(try await world.isOpen())
        try await world.billing.memberships.cancel(id, of: "ida", atOnce: true)
        #expect(try await !world.isOpen())
    }
}
