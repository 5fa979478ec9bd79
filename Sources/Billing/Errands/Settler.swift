import KinoraDocuments
import KinoraKernel

/// Finds out how orders and subscriptions stand with their providers, and carries on where somebody was stopped.
///
/// Everything here can be repeated and may run on several servers at once: states are written before providers are asked, providers do
/// nothing twice, and facts are booked once. Return pages, messages and reconciliation all end here.
struct Settler: Sendable {
    let store: any DocumentStore
    let books: BookKeeper
    let vouchers: VoucherBook
    let turnstile: Turnstile
    let providers: [String: any PaymentProvider]
    let keys: HouseKeys
    let herald: (any BillingHerald)?
    let house: @Sendable () -> String
    let addresses: @Sendable (String) -> ReturnAddresses
    let time: any TimeSource

    var orders: Records<Order> { Records(in: store) }
    var subscriptions: Records<Subscription> { Records(in: store) }
    var published: Records<PublishedTerms> { Records(in: store) }

    func provider(_ name: String) throws -> any PaymentProvider {
        guard let provider = providers[name] else {
            throw ProviderFailure.notSetUp("The payment provider \(name) is not set up any more, but is needed for what was begun with it.")
        }
        return provider
    }

    /// What is asked for a price. Every provider of the house that takes the currency can name it, whichever the payer chooses: the same amount
    /// stands above the button, at the provider's, on the invoice and in the books.
    func charge(_ price: Money, _ rate: TaxRate, isTaxIncluded: Bool) -> Charge {
        payable(Charge(price, rate, isTaxIncluded: isTaxIncluded))
    }

    func payable(_ charge: Charge) -> Charge {
        let takers = providers.values.filter { $0.takes(charge.total.currency) }.sorted { $0.name < $1.name }
        return charge.rounded(to: takers.reduce(charge.total) { total, provider in provider.payable(total) })
    }

    /// - Returns: how many facts were new in the books.
    @discardableResult
    func settle(order id: OrderID) async throws -> Int {
        guard let order = try await orders.read(id.rawValue)?.value else { throw BillingRefusal.noSuchThing }
        if order.charge.total.isZero { return try await give(id, order) }
        let provider = try provider(order.provider)
        if order.state == .begun {
            guard order.providerName == nil else { return 0 }
            if time.now.since(order.madeAt) > Order.patience { return try await void(id) }
            try await begin(id, order, provider)
            return 0
        }
        guard let name = order.providerName, let found = try await provider.order(name) else { return 0 }
        let rules = try await turnstile.rules()
        var truth = found
        guard truth.reference == id.rawValue, truth.total == order.charge.total else {
            try await books.note(
                .mismatch, key: id.rawValue, deal: id.rawValue, order.provider, "\(truth.total), ordered were \(order.charge.total)")
            try await orders.change(id.rawValue) { if $0.state.isOpen { ($0.state, $0.openKey) = (.mismatched, nil) } }
            return try await book(truth, id, order, rules)
        }
        if truth.state == .approved, order.state == .awaiting || order.state == .capturing {
            guard let captured = try await capture(id, name, provider) else { return 0 }
            truth = captured
        }
        let news = try await book(truth, id, order, rules)
        try await conclude(id, order, truth, provider, news)
        return news
    }

    private func begin(_ id: OrderID, _ order: Order, _ provider: any PaymentProvider) async throws {
        let request = PurchaseRequest(
            reference: id.rawValue, total: order.charge.total, tax: order.charge.tax, summary: order.title.onOneLine(atMost: 120),
            house: house(), language: order.language, back: addresses(id.rawValue))
        let approval = try await provider.begin(request, key: RequestKey(id.rawValue, "begin"))
        try await orders.change(id.rawValue) { order in
            guard order.state == .begun else { return }
            (order.state, order.providerName, order.approval) = (.awaiting, approval.name, approval.address)
        }
    }

    /// Nil where nothing was taken.
    private func capture(_ id: OrderID, _ name: String, _ provider: any PaymentProvider) async throws -> OrderTruth? {
        let mayCapture = try await orders.change(id.rawValue) { order in
            guard order.state == .awaiting || order.state == .capturing else { return false }
            order.state = .capturing
            return true
        }
        guard mayCapture else { return nil }
        do {
            return try await provider.capture(name, key: RequestKey(id.rawValue, "capture"))
        } catch let failure as ProviderFailure where failure == .notApproved || failure == .declined {
            try await orders.change(id.rawValue) { order in
                guard order.state == .capturing else { return }
                (order.state, order.wasDeclined) = (.awaiting, failure == .declined)
            }
            return nil
        }
    }

    private func book(_ truth: OrderTruth, _ id: OrderID, _ order: Order, _ rules: BillingRules) async throws -> Int {
        var news = 0
        let completed = truth.payments.filter { $0.state == .completed }.sorted { ($0.at, $0.name) < ($1.at, $1.name) }
        for payment in completed {
            let isRight = payment.amount == order.charge.total && truth.reference == id.rawValue
            if !isRight {
                try await books.note(
                    .unexpectedAmount, key: payment.name, deal: id.rawValue, order.provider,
                    "\(payment.amount), ordered were \(order.charge.total)")
            }
            let sale = BookKeeper.Sale(
                provider: order.provider, deal: id.rawValue, member: order.member, title: order.title, rate: order.charge.rate,
                access: isRight ? order.goods.access(from: payment.at) : nil, subject: order.goods.subject, buyer: order.buyer,
                isDonation: order.goods.kind == .donation ? true : nil, hasConsented: order.consentedAt != nil)
            news += try await books.book(payment, of: sale, rules)
        }
        if completed.count > 1 {
            try await books.note(.paidTwice, key: id.rawValue, deal: id.rawValue, order.provider, "\(completed.count) payments")
        }
        if !completed.isEmpty, order.state == .void {
            try await books.note(.paidAfterAll, key: id.rawValue, deal: id.rawValue, order.provider, "\(order.charge.total)")
        }
        return news
    }

    private func conclude(
        _ id: OrderID, _ order: Order, _ truth: OrderTruth, _ provider: any PaymentProvider, _ news: Int
    ) async throws {
        if truth.payments.contains(where: { $0.state == .completed && $0.amount == order.charge.total }) {
            try await deliver(id, order)
            try await orders.change(id.rawValue) { ($0.state, $0.openKey, $0.approval) = (.paid, nil, nil) }
            return
        }
        guard order.state.isOpen else { return }
        let patience = provider.abilities.contains(.immediate) ? Order.patience : Order.patienceWithBanks
        let isPending = truth.payments.contains { $0.state == .pending }
        if truth.state == .void || (!isPending && time.now.since(order.madeAt) > patience) { _ = try await void(id) }
    }

    /// Gives an order up. What is paid for it all the same is booked, and opens what it was for.
    func void(_ id: OrderID) async throws -> Int {
        let isVoid = try await orders.change(id.rawValue) { order in
            if order.state.isOpen { (order.state, order.openKey) = (.void, nil) }
            return order.state == .void
        }
        if isVoid { try await vouchers.release(id.rawValue) }
        return 0
    }
}
