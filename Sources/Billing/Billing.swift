import Foundation
import KinoraDocuments
import KinoraKernel

/// Everything about selling that pages, commands and other parts of the house may ask for, made once at the start.
package struct Billing: Sendable {
    package let store: any DocumentStore
    package let time: any TimeSource
    package let memory: AccessMemory
    package let ledger: Ledger
    package let invoices: InvoiceBook
    package let vouchers: VoucherBook
    package let turnstile: Turnstile
    package let checkout: Checkout
    package let memberships: Memberships
    package let refunds: RefundDesk
    package let favours: Favours
    package let messages: MessageBook
    package let reconciliation: Reconciliation
    package let offline: OfflineProvider
    package let declarations: Declarations
    /// What plans bring, month by month.
    package let months: MonthBook
    let settler: Settler

    /// So long books are kept with what buyers wrote of themselves: ten years and the rest of the one in which they began.
    package static let yearsOfBooks = Duration.seconds(11 * 366 * 86_400)

    package static let schemas: [CollectionSchema] = [
        Plan.schema, Pass.schema, TitleTerms.schema, BillingRules.schema, LedgerEntry.schema, Invoice.schema, Order.schema,
        Subscription.schema, PublishedTerms.schema, Refunds.schema, PaymentMessage.schema, Incident.schema, VoucherBatch.schema,
        Voucher.schema, Redemption.schema, OfflineDeal.schema, Declaration.schema, RevenueMonth.schema,
    ]

    /// - Parameters:
    ///   - providers: besides the one without a network, which is always there.
    ///   - zone: by whose calendar invoices are numbered.
    ///   - house: what payers read.
    ///   - addresses: where a payer comes back to, by the name of the order or subscription.
    package init(
        store: any DocumentStore, time: any TimeSource, keys: HouseKeys, providers: [any PaymentProvider] = [],
        herald: (any BillingHerald)? = nil, zone: TimeZone = .gmt, titles: (any TitleNaming)? = nil,
        house: @escaping @Sendable () -> String, addresses: @escaping @Sendable (String) -> ReturnAddresses
    ) {
        self.store = store
        self.time = time
        memory = AccessMemory()
        ledger = Ledger(store: store, memory: memory)
        invoices = InvoiceBook(store: store, zone: zone)
        vouchers = VoucherBook(store: store, ledger: ledger, time: time)
        turnstile = Turnstile(store: store, ledger: ledger, memory: memory, time: time)
        offline = OfflineProvider(store: store, time: time)
        months = MonthBook(store: store, ledger: ledger, zone: zone, time: time)
        var named: [String: any PaymentProvider] = [offline.name: offline]
        for provider in providers { named[provider.name] = provider }
        settler = Settler(
            store: store,
            books: BookKeeper(
                ledger: ledger, invoices: invoices, incidents: Records(in: store), refunds: Records(in: store), months: months, time: time,
                herald: herald),
            vouchers: vouchers, turnstile: turnstile, providers: named, keys: keys, herald: herald, house: house, addresses: addresses,
            time: time)
        checkout = Checkout(settler: settler, titles: titles ?? CatalogueNames(store: store))
        memberships = Memberships(settler: settler)
        refunds = RefundDesk(settler: settler)
        declarations = Declarations(store: store, memberships: memberships, herald: herald, time: time)
        favours = Favours(ledger: ledger, time: time)
        messages = MessageBook(settler: settler)
        reconciliation = Reconciliation(settler: settler, messages: messages, refunds: refunds)
    }

    package var errands: BillingErrands { BillingErrands(billing: self) }

    package func rules() async throws -> BillingRules { try await turnstile.rules() }

    package func change(_ change: @Sendable (inout BillingRules) throws -> Void) async throws {
        try await Records<BillingRules>(in: store).change(BillingRules.id, startingFrom: BillingRules(), change)
        memory.forgetTerms()
        _ = try await rules()
    }

    /// Providers that can be chosen: the one without a network only where the owner said where money is to be sent.
    package func offered() async throws -> [any PaymentProvider] {
        let rules = try await rules()
        return settler.providers.values.filter { $0.name != OfflineProvider.name || !rules.bank.isEmpty }.sorted { $0.name > $1.name }
    }

    /// Whether anything is sold, as far as is known without looking: as it was when somebody looked last.
    package var isKnownToSell: Bool { memory.isSelling }

    /// In which currency somebody ordered last, and from which country; nil for who never did.
    package func habit(of member: String) async throws -> (currency: Currency, country: String?)? {
        let mine: Filter = .equal("member", .string(member))
        let order = try await settler.orders.first(mine, sort: [.descending("madeAt")])?.value
        let subscription = try await settler.subscriptions.first(mine, sort: [.descending("madeAt")])?.value
        if let subscription, order.map({ $0.madeAt < subscription.madeAt }) != false, let last = subscription.agreements.last,
            let terms = try await terms(last.terms)
        {
            return (terms.currency, subscription.country)
        }
        return order.map { ($0.charge.total.currency, $0.country) }
    }

    /// Whether somebody ever ordered anything: they keep their pages when the house does not sell any more.
    package func knows(_ member: String) async throws -> Bool {
        let mine: Filter = .equal("member", .string(member))
        if try await settler.subscriptions.first(mine) != nil { return true }
        return try await settler.orders.first(mine) != nil
    }

    /// What is asked for a price: an amount that every provider of the house which takes the currency can name.
    package func charge(_ price: Money, _ rate: TaxRate, isTaxIncluded: Bool) -> Charge {
        settler.charge(price, rate, isTaxIncluded: isTaxIncluded)
    }

    /// What a provider can do; nothing where it is not set up any more.
    package func abilities(of provider: String) -> Set<ProviderAbility> { settler.providers[provider]?.abilities ?? [] }

    /// Where payers see and change by what means they pay, at the provider's own site.
    package func payersPage(of provider: String) -> String? { settler.providers[provider]?.payersPage }

    /// Terms of a title; nil takes them away.
    package func set(_ terms: TitleTerms?, of subject: SaleSubject) async throws {
        let records = Records<TitleTerms>(in: store)
        if let terms {
            try await records.change(subject.rawValue, startingFrom: terms) { $0 = terms }
        } else {
            _ = try await records.delete(subject.rawValue)
        }
        memory.forgetTerms()
    }

    // MARK: Looking

    package var plans: Records<Plan> { Records(in: store) }
    package var passes: Records<Pass> { Records(in: store) }

    package func offeredPlans() async throws -> [Stored<Plan>] {
        try await plans.find(Query(.equal("isOffered", true), sort: [.ascending("place")], limit: 50))
    }

    package func offeredPasses() async throws -> [Stored<Pass>] {
        let now = time.now
        return try await passes.find(Query(.equal("isOffered", true), limit: 200)).filter { $0.value.until.map { now < $0 } != false }
    }

    package func order(_ id: OrderID) async throws -> Stored<Order>? { try await settler.orders.read(id.rawValue) }

    package func orders(of member: String) async throws -> [Stored<Order>] {
        try await settler.orders.find(Query(.equal("member", .string(member)), sort: [.descending("madeAt")], limit: 200))
    }

    package func subscription(_ id: SubscriptionID) async throws -> Stored<Subscription>? {
        try await settler.subscriptions.read(id.rawValue)
    }

    package func terms(_ reference: String) async throws -> RecurringTerms? { try await settler.published.read(reference)?.value.terms }

    package func giftCode(of order: Order) -> String? {
        guard order.state == .paid, let sealed = order.giftCode else { return nil }
        return settler.keys.open(sealed, for: .vouchers).map { String(decoding: $0, as: UTF8.self) }
    }

    package func incidents(areSettled: Bool = false) async throws -> [Stored<Incident>] {
        try await settler.books.incidents.find(Query(.equal("isSettled", .bool(areSettled)), sort: [.descending("at")], limit: 200))
    }

    package func settle(incident id: String) async throws { try await settler.books.incidents.change(id) { $0.isSettled = true } }

    // MARK: Coming back

    /// A payer came back, or looks: finds out how an order or a subscription stands. Whoever comes, only its own member's is looked at.
    package func look(at reference: String, by member: String) async throws {
        if let order = try await settler.orders.read(reference)?.value {
            guard order.member == member else { throw BillingRefusal.noSuchThing }
            try await settler.settle(order: OrderID(reference))
        } else if let subscription = try await settler.subscriptions.read(reference)?.value {
            guard subscription.member == member else { throw BillingRefusal.noSuchThing }
            try await settler.settle(subscription: SubscriptionID(reference))
        } else {
            throw BillingRefusal.noSuchThing
        }
    }

    /// The owner says that money came to the bank. Then it is settled like any other payment.
    /// - Parameter number: which payment of the deal it is, from 1: the same form sent twice is one payment.
    package func markPaid(_ reference: String, number: Int, amount: Money, at moment: Moment) async throws {
        try await offline.markPaid(reference, number: number, amount: amount, at: moment)
        if try await settler.orders.read(reference) != nil {
            try await settler.settle(order: OrderID(reference))
        } else {
            try await settler.settle(subscription: SubscriptionID(reference))
        }
    }

    /// Cancels subscriptions of accounts that are about to be erased, or were: nothing more is charged.
    func cancelWhereGone(_ isGone: @Sendable (String) async throws -> Bool) async throws {
        for try await subscription in settler.subscriptions.all(.exists("liveKey")) where subscription.value.wish != .cancel {
            let member = subscription.value.member
            guard try await isGone(member) else { continue }
            try await memberships.cancel(SubscriptionID(subscription.id), of: member, atOnce: false)
        }
    }
}
