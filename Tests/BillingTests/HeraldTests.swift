import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Synchronization
import Testing

@Suite("What members are told about what they pay for")
struct HeraldTests {
    private final class Notices: BillingHerald {
        private let heard = Mutex<[BillingNotice]>([])
        func tell(_ notice: BillingNotice, to member: String) async { heard.withLock { $0.append(notice) } }
        var all: [BillingNotice] { heard.withLock { $0 } }
    }

    private let time = StoppedTime(at: Moment(milliseconds: 1_760_000_000_000))
    private let notices = Notices()
    private let billing: Billing

    init() async throws {
        let store = MemoryStore(time: time)
        try await store.prepare(Billing.schemas)
        billing = Billing(
            store: store, time: time, keys: HouseKeys([HouseKeys.make()])!, herald: notices, house: { "Kinora" },
            addresses: { ReturnAddresses(done: "http://house/\($0)/back", cancelled: "http://house/\($0)") })
        try await billing.change { ($0.isOpen, $0.bank, $0.graceDays) = (true, ["DE00"], 7) }
    }

    private func subscribed(trial: Int? = nil) async throws -> SubscriptionID {
        let plan = try await billing.plans.insert(
            Plan(name: "Monthly", interval: .month, prices: [Money(minor: 799, .eur)], trialDays: trial))
        return try await billing.memberships.subscribe(
            PlanID(plan.id), Purchaser("m", .eur, provider: OfflineProvider.name, hasConsented: true))
    }

    private func look(_ id: SubscriptionID, times: Int = 2) async throws {
        for _ in 0..<times { try await billing.look(at: id.rawValue, by: "m") }
    }

    @Test func aLifeOfASubscriptionIsToldOnceEach() async throws {
        let id = try await subscribed()
        try await billing.markPaid(id.rawValue, number: 1, amount: Money(minor: 799, .eur), at: time.now)
        try await look(id)
        let price = Money(minor: 799, .eur)
        #expect(
            notices.all == [
                .paid(
                    title: "Monthly", total: price, paper: .init(title: "2025-0001", id: "invoice-2025-1"), hasConsented: true),
                .subscribed(title: "Monthly", price: price, each: .month),
            ])

        let key = LedgerEntry.paymentKey("offline", "\(id)-1")
        try await billing.refunds.refund(
            key, Money(minor: 100, .eur), token: Identifier<Refunds>.make().rawValue, by: "o", note: "a scratch")
        try await look(id)
        #expect(
            notices.all.dropFirst(2) == [
                .refunded(
                    title: "Monthly", amount: Money(minor: 100, .eur), paper: .init(title: "2025-C0001", id: "creditNote-2025-1"),
                    reason: "a scratch")
            ])

        time.advance(by: .seconds(35 * 86_400))
        try await look(id)
        let failed = notices.all.dropFirst(3)
        #expect(failed == [.paymentFailed(title: "Monthly", openUntil: time.now + .seconds(7 * 86_400))])

        time.advance(by: .seconds(8 * 86_400))
        try await look(id)
        #expect(notices.all.count == 5)
        guard case .cancelled(let title, _, _, house: nil) = notices.all.last else {
            Issue.record("\(notices.all)")
            return
        }
        #expect(title == "Monthly")
    }

    @Test func whoseFreeDaysAreOverSoonIsToldOnceAndInTime() async throws {
        let id = try await subscribed(trial: 14)
        try await look(id)
        #expect(notices.all == [.subscribed(title: "Monthly", price: Money(minor: 799, .eur), each: .month)])
        time.advance(by: .seconds(10 * 86_400))
        try await look(id)
        #expect(notices.all.count == 1, "four days are left")
        time.advance(by: .seconds(86_400 + 60))
        try await look(id)
        guard case .trialEnds(_, let at, let price, _) = notices.all.last else {
            Issue.record("\(notices.all)")
            return
        }
        #expect(notices.all.count == 2 && price == Money(minor: 799, .eur) && at > time.now)
    }

    @Test func whoCancelledIsNotToldOfTheEndOfFreeDays() async throws {
        let id = try await subscribed(trial: 14)
        try await billing.memberships.cancel(id, of: "m", atOnce: false)
        time.advance(by: .seconds(12 * 86_400))
        try await look(id)
        let ends = notices.all.filter { if case .trialEnds = $0 { true } else { false } }
        #expect(ends.isEmpty)
    }

    @Test func anotherPlanIsTold() async throws {
        let id = try await subscribed()
        try await billing.markPaid(id.rawValue, number: 1, amount: Money(minor: 799, .eur), at: time.now)
        let year = try await billing.plans.insert(Plan(name: "Yearly", interval: .year, prices: [Money(minor: 7900, .eur)]))
        _ = try await billing.memberships.change(id, of: "m", to: PlanID(year.id))
        try await look(id)
        #expect(notices.all.last == .changed(title: "Yearly", price: Money(minor: 7900, .eur), each: .year))
    }
}
