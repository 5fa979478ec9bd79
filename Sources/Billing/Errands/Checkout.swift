import KinoraDocuments
import KinoraKernel

/// Buying something once.
package struct Checkout: Sendable {
    let settler: Settler
    let titles: any TitleNaming

    private var time: any TimeSource { settler.time }
    private var store: any DocumentStore { settler.store }

    /// What something costs now, and what it opens.
    package struct Quote: Hashable, Sendable {
        package var goods: Goods
        package var title: String
        package var charge: Charge
        package var discount: Money?
    }

    /// - Parameter chain: the title's, for what is sold by title.
    package func quote(_ wanted: Wanted, _ buyer: Purchaser) async throws -> Quote {
        let rules = try await settler.turnstile.rules()
        guard rules.isOpen else { throw BillingRefusal.notOpen }
        guard rules.currencies.contains(buyer.currency) else { throw BillingRefusal.notThisWay }
        let rate = rules.rate(in: buyer.country)
        let (goods, title, price, isTaxIncluded) = try await offer(wanted, buyer, rules)
        let charge = settler.charge(price, wanted.isDonation ? .none : rate, isTaxIncluded: isTaxIncluded)
        return Quote(goods: goods, title: title, charge: charge, discount: nil)
    }

    /// Begins to buy something: writes the order, then asks the provider.
    ///
    /// A member has one open order for one thing: who asks again is sent to the same. An order that costs nothing (a code took everything
    /// off) is done at once, without a provider.
    package func begin(_ wanted: Wanted, _ buyer: Purchaser) async throws -> OrderID {
        let quote = try await quote(wanted, buyer)
        guard buyer.hasConsented || wanted.isDonation else { throw BillingRefusal.consentMissing }
        guard let provider = settler.providers[buyer.provider], provider.takes(buyer.currency) else { throw BillingRefusal.notThisWay }
        try await refuseIfOpen(quote.goods, buyer.member)
        try await refuseIfMany(buyer.member)
        var order = Order(
            member: buyer.member, goods: quote.goods, title: quote.title, charge: quote.charge, country: buyer.country, buyer: buyer.buyer,
            provider: buyer.provider, state: .begun, madeAt: time.now, openKey: Self.openKey(quote.goods, buyer.member),
            consentedAt: buyer.hasConsented ? time.now : nil, language: buyer.language, wasDeclined: false)
        if quote.goods.kind == .gift { order.giftCode = try settler.keys.seal(Array(VoucherCode.make().utf8), for: .vouchers) }
        let id = OrderID.make()
        if let code = buyer.code { order = try await reduced(order, id, by: code) }
        do {
            _ = try await settler.orders.insert(order, id: id.rawValue)
        } catch StoreError.notUnique {
            try await settler.vouchers.release(id.rawValue)
            return try await standing(order)
        }
        try await settler.settle(order: id)
        return id
    }

    /// The member goes back: nothing will be taken any more.
    package func abandon(_ id: OrderID, by member: String) async throws {
        guard let order = try await settler.orders.read(id.rawValue)?.value, order.member == member else {
            throw BillingRefusal.noSuchThing
        }
        guard order.state == .begun || order.state == .awaiting else { throw BillingRefusal.notNow }
        _ = try await settler.void(id)
    }

    private func standing(_ order: Order) async throws -> OrderID {
        guard let key = order.openKey, let found = try await settler.orders.first(.equal("openKey", .string(key))) else {
            throw BillingRefusal.notNow
        }
        let id = OrderID(found.id)
        try await settler.settle(order: id)
        guard let now = try await settler.orders.read(id.rawValue)?.value else { throw BillingRefusal.noSuchThing }
        if now.state.isOpen, now.charge != order.charge || now.provider != order.provider {
            // They changed their mind about how to pay, or the price changed. What is agreed to is not given up.
            guard now.state == .awaiting || now.state == .begun else { return id }
            _ = try await settler.void(id)
            throw BillingRefusal.notNow
        }
        return id
    }

    private func reduced(_ order: Order, _ id: OrderID, by code: String) async throws -> Order {
        do {
            let batch = try await settler.vouchers.apply(
                code, to: order.goods.scope, in: order.charge.total.currency, by: order.member, for: id.rawValue)
            var order = order
            let whole = order.charge.total
            order.charge = settler.payable(order.charge.reduced(by: batch.discount(on: whole)))
            order.discount = whole - order.charge.total
            return order
        } catch let refusal as VoucherRefusal {
            throw BillingRefusal.voucher(refusal)
        }
    }

    private func refuseIfOpen(_ goods: Goods, _ member: String) async throws {
        guard let scope = goods.scope, goods.kind != .gift, goods.kind != .donation else { return }
        let held = try await settler.books.ledger.entitlements(of: member).open(at: time.now)
        if held.contains(where: { $0.scope == scope && (goods.kind != .purchase || $0.until == nil) }) { throw BillingRefusal.alreadyOpen }
    }

    /// Each open order is looked at again and again until it is over: nobody needs more of them, and nobody shall make others wait with them.
    private func refuseIfMany(_ member: String) async throws {
        let open = Order.State.allCases.filter(\.isOpen).map { Value.string($0.rawValue) }
        let standing = try await settler.orders.count(.and([.equal("member", .string(member)), .in("state", open)]))
        guard standing < Order.mostOpen else { throw BillingRefusal.notNow }
    }

    private static func openKey(_ goods: Goods, _ member: String) -> String? {
        guard let scope = goods.scope, goods.kind != .gift else { return nil }
        return "\(member)/\(goods.kind.rawValue)/\(scope.rawValue)"
    }

    private func offer(
        _ wanted: Wanted, _ buyer: Purchaser, _ rules: BillingRules
    ) async throws -> (Goods, String, Money, isTaxIncluded: Bool) {
        let currency = buyer.currency
        switch wanted {
        case .rental(let subject):
            guard let terms = try await sold(subject), let rental = terms.rental, let price = rental.prices.amount(in: currency) else {
                throw BillingRefusal.notForSale
            }
            var goods = Goods(.rental, .title(subject))
            (goods.hoursToBegin, goods.hoursToFinish) = (rental.hoursToBegin, rental.hoursToFinish)
            return (goods, try await titles.name(of: subject), price, rules.isTaxIncluded)
        case .purchase(let subject):
            guard let price = try await sold(subject)?.purchase.amount(in: currency) else { throw BillingRefusal.notForSale }
            return (Goods(.purchase, .title(subject)), try await titles.name(of: subject), price, rules.isTaxIncluded)
        case .pass(let id):
            let (pass, price) = try await pass(id, currency)
            var goods = Goods(.pass, .pass(id))
            (goods.days, goods.until) = (pass.days, pass.until)
            return (goods, pass.name, price, pass.isTaxIncluded)
        case .giftPass(let id):
            let (pass, price) = try await pass(id, currency)
            var goods = Goods(.gift, .pass(id))
            (goods.days, goods.until) = (pass.days, pass.until)
            return (goods, pass.name, price, pass.isTaxIncluded)
        case .giftPlan(let id, let intervals):
            guard (1...Wanted.mostIntervals).contains(intervals), let plan = try await Records<Plan>(in: store).read(id.rawValue)?.value,
                plan.isOffered, let price = plan.prices.amount(in: currency)
            else { throw BillingRefusal.notForSale }
            var goods = Goods(.gift, .plan(id))
            let start = Moment(milliseconds: 0)
            goods.days = Int(plan.interval.end(from: start, times: intervals).since(start).inSeconds / 86_400)
            return (goods, plan.name, price.times(Int64(intervals), dividedBy: 1), plan.isTaxIncluded)
        case .donation(let amount):
            guard let least = rules.leastDonation.amount(in: currency), amount.currency == currency, amount.minor >= least.minor,
                amount.minor <= Money.most
            else { throw BillingRefusal.amount }
            return (Goods(.donation, nil), buyer.donation.onOneLine(atMost: 60), amount, true)
        }
    }

    private func sold(_ subject: SaleSubject) async throws -> TitleTerms? {
        let terms = try await Records<TitleTerms>(in: store).read(subject.rawValue)?.value
        return terms.flatMap { $0.isSold(at: time.now) ? $0 : nil }
    }

    private func pass(_ id: PassID, _ currency: Currency) async throws -> (Pass, Money) {
        guard let pass = try await Records<Pass>(in: store).read(id.rawValue)?.value, pass.isOffered,
            pass.until.map({ time.now < $0 }) != false, let price = pass.prices.amount(in: currency)
        else { throw BillingRefusal.notForSale }
        return (pass, price)
    }
}

extension Wanted {
    var isDonation: Bool { if case .donation = self { true } else { false } }
}
