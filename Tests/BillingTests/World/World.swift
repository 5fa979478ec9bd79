import Foundation
import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Synchronization

/// A house that sells, with a bank, over a store; it can be killed at any point, and started again.
struct World {
    static let film = FilmID("aurora")
    static let subject = SaleSubject.film(film)
    static let other = SaleSubject.film(FilmID("borealis"))
    static let month = PlanID("month")
    static let trial = PlanID("trial")

    let time: StoppedTime
    let zone: TimeZone
    let chaos = Chaos()
    let base: any DocumentStore
    let bank: Bank
    let herald = KeepingHerald()
    /// The process that runs at present.
    var billing: Billing

    init(
        zone: TimeZone = .gmt, at start: Moment = Moment(milliseconds: 1_790_000_000_000),
        over make: ((StoppedTime) async throws -> any DocumentStore)? = nil
    ) async throws {
        time = StoppedTime(at: start)
        self.zone = zone
        base = try await make?(time) ?? MemoryStore(time: time)
        bank = Bank(chaos: chaos, time: time)
        try await base.prepare(Billing.schemas + CatalogueEditor.schemas)
        billing = Self.process(base, chaos, bank, herald, time, zone)
        try await billing.change { rules in
            rules.isOpen = true
            rules.seller = ["Lantern Films"]
            rules.tax = TaxRate(percent: "19")!
            rules.opening = .subscribers
            rules.graceDays = 7
            rules.bank = ["DE00 0000"]
            rules.leastDonation = [Money(minor: 100, .eur)]
        }
        var terms = TitleTerms(
            .subscribers, rental: RentalTerms(prices: [Money(minor: 399, .eur)]),
            purchase: [Money(minor: 1299, .eur)])
        terms.rightsHolder = "Aurora Pictures"
        terms.holdersShare = 500_000
        try await billing.set(terms, of: Self.subject)
        try await billing.set(TitleTerms(.buyers, purchase: [Money(minor: 999, .eur)]), of: Self.other)
        _ = try await billing.plans.insert(
            Plan(name: "Monthly", interval: .month, prices: [Money(minor: 799, .eur)]),
            id: Self.month.rawValue)
        _ = try await billing.plans.insert(
            Plan(
                name: "Yearly", interval: .year, prices: [Money(minor: 7900, .eur)], trialDays: 14, place: 1
            ), id: Self.trial.rawValue)
    }

    private static func process(
        _ base: any DocumentStore, _ chaos: Chaos, _ bank: Bank, _ herald: KeepingHerald,
        _ time: StoppedTime, _ zone: TimeZone
    ) -> Billing {
        Billing(
            store: MortalStore(base: base, chaos: chaos), time: time,
            keys: HouseKeys([Array(repeating: 7, count: HouseKeys.bytesOfAKey)])!,
            providers: [bank], herald: herald, zone: zone, titles: PlainNames(), house: { "Lantern" },
            addresses: {
                ReturnAddresses(done: "https://house/\($0)", cancelled: "https://house/\($0)/no")
            })
    }

    /// Starts the process anew over the same documents.
    mutating func restart() {
        chaos.revive()
        billing = Self.process(base, chaos, bank, herald, time, zone)
    }

    func buyer(_ member: String = "ida", provider: String = "bank", code: String? = nil) -> Purchaser {
        Purchaser(member, .eur, provider: provider, hasConsented: true, code: code)
    }

    /// Buys and pays for something, as far as nothing goes wrong.
    @discardableResult
    func buy(_ wanted: Wanted, by member: String = "ida", code: String? = nil) async throws -> OrderID {
        let id = try await billing.checkout.begin(wanted, buyer(member, code: code))
        try await agree(id.rawValue, member)
        return id
    }

    @discardableResult
    func subscribe(_ plan: PlanID, by member: String = "ida", code: String? = nil) async throws
        -> SubscriptionID
    {
        let id = try await billing.memberships.subscribe(plan, buyer(member, code: code))
        try await agree(id.rawValue, member)
        return id
    }

    /// The payer agrees at the bank, and comes back.
    func agree(_ reference: String, _ member: String) async throws {
        let order = try await billing.order(OrderID(reference))?.value
        let subscription = try await billing.subscription(SubscriptionID(reference))?.value
        if let name = order?.providerName ?? subscription?.providerName { await bank.approve(name) }
        try await billing.look(at: reference, by: member)
    }

    func isOpen(_ subject: SaleSubject = World.subject, to member: String = "ida") async throws
        -> Bool
    {
        if case .open = try await billing.turnstile.look(
            PlayQuestion([subject], member: member, isStaff: false))
        {
            true
        } else {
            false
        }
    }

    func reconcile() async throws {
        _ = try await billing.reconciliation.run(since: Moment(milliseconds: 0))
        _ = try await billing.messages.followDue()
    }

    func pass(days: Int) async {
        time.advance(by: .seconds(days * 86_400))
        await bank.tick()
    }
}

struct PlainNames: TitleNaming {
    func name(of subject: SaleSubject) async throws -> String { subject.rawValue }
}

final class KeepingHerald: BillingHerald {
    private let kept = Mutex<[BillingNotice]>([])

    var notices: [BillingNotice] { kept.withLock { $0 } }

    func tell(_ notice: BillingNotice, to member: String) async {
        kept.withLock { $0.append(notice) }
    }
}
