import KinoraDocuments
import KinoraKernel

/// Subscribing, and everything that is done with a subscription.
package struct Memberships: Sendable {
    let settler: Settler
    /// See `RecurringTerms.group`.
    static let group = "kinora"

    private var time: any TimeSource { settler.time }

    /// The member's subscription that lives; nil where there is none.
    package func live(of member: String) async throws -> Stored<Subscription>? {
        try await settler.subscriptions.first(.equal("liveKey", .string(member)))
    }

    package func all(of member: String) async throws -> [Stored<Subscription>] {
        try await settler.subscriptions.find(Query(.equal("member", .string(member)), sort: [.descending("madeAt")], limit: 100))
    }

    /// Begins a subscription: writes it, then asks the provider. One that waits for the same to be agreed to is gone on with.
    package func subscribe(_ planID: PlanID, _ buyer: Purchaser) async throws -> SubscriptionID {
        let rules = try await settler.turnstile.rules()
        guard rules.isOpen else { throw BillingRefusal.notOpen }
        guard buyer.hasConsented else { throw BillingRefusal.consentMissing }
        guard let provider = settler.providers[buyer.provider], provider.takes(buyer.currency), provider.abilities.contains(.subscriptions),
            rules.currencies.contains(buyer.currency)
        else { throw BillingRefusal.notThisWay }
        guard let plan = try await Records<Plan>(in: settler.store).read(planID.rawValue)?.value, plan.isOffered else {
            throw BillingRefusal.notForSale
        }
        if let standing = try await live(of: buyer.member) { return try await goOn(standing, planID, buyer) }
        let id = SubscriptionID.make()
        let hadTrial = try await settler.books.ledger.entry("trial/\(buyer.member)") != nil
        let hasTrial = plan.trialDays != nil && !hadTrial
        let terms = try await terms(planID, plan, buyer, id, rules, hasTrial: hasTrial)
        let subscription = Subscription(
            member: buyer.member, plan: planID, title: plan.name,
            agreements: [Subscription.Agreement(terms: terms, plan: planID, since: time.now)], hasTrial: hasTrial, country: buyer.country,
            buyer: buyer.buyer, provider: buyer.provider, state: .begun, madeAt: time.now, consentedAt: time.now,
            language: buyer.language, liveKey: buyer.member)
        do {
            _ = try await settler.subscriptions.insert(subscription, id: id.rawValue)
        } catch StoreError.notUnique {
            try await settler.vouchers.release(id.rawValue)
            guard let standing = try await live(of: buyer.member) else { throw BillingRefusal.notNow }
            return try await goOn(standing, planID, buyer)
        }
        try await settler.settle(subscription: id)
        return id
    }

    private func goOn(_ standing: Stored<Subscription>, _ plan: PlanID, _ buyer: Purchaser) async throws -> SubscriptionID {
        let id = SubscriptionID(standing.id)
        try await settler.settle(subscription: id)
        guard let now = try await settler.subscriptions.read(id.rawValue)?.value else { throw BillingRefusal.noSuchThing }
        guard now.state == .begun || now.state == .awaiting else {
            throw now.state.isOver ? BillingRefusal.notNow : BillingRefusal.alreadySubscribed
        }
        if now.plan == plan, now.provider == buyer.provider { return id }
        // Nobody agreed to the other one yet. Should they do so now, it is cancelled before it is charged again, and they are told.
        try await settler.subscriptions.change(id.rawValue) { subscription in
            guard subscription.state == .begun || subscription.state == .awaiting else { throw BillingRefusal.alreadySubscribed }
            (subscription.state, subscription.liveKey) = (.void, nil)
        }
        try await settler.settle(subscription: id)
        return try await subscribe(plan, buyer)
    }

    /// What a plan costs somebody now.
    package struct Quote: Hashable, Sendable {
        package var title: String
        package var interval: Interval
        /// For each interval.
        package var charge: Charge
        /// Once, at the beginning.
        package var fee: Money?
        /// Nil for somebody who had theirs.
        package var trialDays: Int?
    }

    package func quote(_ planID: PlanID, for member: String, _ currency: Currency, country: String?) async throws -> Quote {
        let rules = try await settler.turnstile.rules()
        guard rules.isOpen else { throw BillingRefusal.notOpen }
        guard let plan = try await Records<Plan>(in: settler.store).read(planID.rawValue)?.value, plan.isOffered else {
            throw BillingRefusal.notForSale
        }
        guard rules.currencies.contains(currency), let price = plan.prices.amount(in: currency) else { throw BillingRefusal.notThisWay }
        let rate = rules.rate(in: country)
        let hadTrial = try await settler.books.ledger.entry("trial/\(member)") != nil
        return Quote(
            title: plan.name, interval: plan.interval, charge: settler.charge(price, rate, isTaxIncluded: plan.isTaxIncluded),
            fee: plan.setUpFees.amount(in: currency).map { settler.charge($0, rate, isTaxIncluded: plan.isTaxIncluded).total },
            trialDays: hadTrial ? nil : plan.trialDays)
    }

    // MARK: What a member asks for

    /// Ends it. At the end of what is paid, or at once; nothing is charged any more in either case. It is confirmed by letter at once.
    package func cancel(_ id: SubscriptionID, of member: String, atOnce: Bool) async throws {
        try await cancel(id, of: member, atOnce: atOnce, house: nil)
    }

    /// The owner ends it, and says why.
    package func cancel(_ id: SubscriptionID, atOnce: Bool, because reason: String) async throws {
        guard let member = try await settler.subscriptions.read(id.rawValue)?.value.member else { throw BillingRefusal.noSuchThing }
        try await cancel(id, of: member, atOnce: atOnce, house: reason.onOneLine(atMost: 300))
    }

    private func cancel(_ id: SubscriptionID, of member: String, atOnce: Bool, house reason: String?) async throws {
        let now = time.now
        try await wish(id, member, isEnd: true) { subscription in
            guard !subscription.state.isOver else { return }
            subscription.wish = .cancel
            if subscription.cancelledAt == nil { subscription.reasonOfHouse = reason }
            subscription.cancelledAt = subscription.cancelledAt ?? now
            if atOnce { subscription.endsAt = subscription.endsAt ?? now }
            if subscription.providerName == nil { (subscription.state, subscription.liveKey) = (.void, nil) }
        }
    }

    /// Charges nothing until it is taken up again; it stays open for as long as it is paid.
    package func pause(_ id: SubscriptionID, of member: String) async throws {
        try await needs(.pausing, id)
        try await wish(id, member) { subscription in
            guard subscription.state == .active else { throw BillingRefusal.notNow }
            subscription.wish = .pause
        }
    }

    package func resume(_ id: SubscriptionID, of member: String) async throws {
        try await wish(id, member) { subscription in
            guard subscription.state == .paused else { throw BillingRefusal.notNow }
            subscription.wish = .resume
        }
    }

    /// Changes to another plan, from the next payment on. Nobody has a second trial.
    /// - Returns: where the member has to agree; nil where nowhere.
    package func change(_ id: SubscriptionID, of member: String, to planID: PlanID) async throws -> String? {
        try await needs(.revising, id)
        guard let subscription = try await settler.subscriptions.read(id.rawValue)?.value, subscription.member == member,
            let last = subscription.agreements.last,
            let currency = try await settler.published.read(last.terms)?.value.terms.currency
        else { throw BillingRefusal.noSuchThing }
        guard let plan = try await Records<Plan>(in: settler.store).read(planID.rawValue)?.value, plan.isOffered,
            planID != subscription.plan
        else { throw BillingRefusal.notForSale }
        let rules = try await settler.turnstile.rules()
        var changed = plan
        changed.setUpFees = []
        let buyer = Purchaser(member, currency, provider: subscription.provider, country: subscription.country, hasConsented: true)
        let terms = try await terms(planID, changed, buyer, id, rules, hasTrial: false)
        let proposed = Subscription.Agreement(terms: terms, plan: planID, since: time.now)
        try await wish(id, member) { subscription in
            guard subscription.state == .active else { throw BillingRefusal.notNow }
            (subscription.wish, subscription.proposed, subscription.approval) = (.change, proposed, nil)
        }
        return try await settler.subscriptions.read(id.rawValue)?.value.approval
    }

    /// Has collected what failed, after the payer put right how they pay; and goes on with what was suspended for it.
    /// - Throws: `BillingRefusal.notNow` where nothing failed, or it was tried a moment ago; `ProviderFailure`.
    package func retry(_ id: SubscriptionID, of member: String) async throws {
        try await needs(.collecting, id)
        let now = time.now
        guard let found = try await settler.subscriptions.read(id.rawValue)?.value, found.member == member, let name = found.providerName
        else { throw BillingRefusal.noSuchThing }
        let attempt = try await settler.subscriptions.change(id.rawValue) { subscription in
            guard subscription.state == .failing, subscription.wish == nil,
                subscription.retriedAt.map({ now.since($0) >= Subscription.pauseOfRetries }) != false
            else { throw BillingRefusal.notNow }
            let attempt = (subscription.retries ?? 0) + 1
            (subscription.retries, subscription.retriedAt) = (attempt, now)
            return attempt
        }
        let provider = try settler.provider(found.provider)
        try await provider.collect(name, key: RequestKey(id.rawValue, "collect-\(attempt)"))
        try await settler.settle(subscription: id)
    }

    private func needs(_ ability: ProviderAbility, _ id: SubscriptionID) async throws {
        guard let subscription = try await settler.subscriptions.read(id.rawValue)?.value else { throw BillingRefusal.noSuchThing }
        guard settler.providers[subscription.provider]?.abilities.contains(ability) == true else { throw BillingRefusal.notNow }
    }

    /// Writes what is wished, then tries to have it done; should the provider not answer, it is done later (`BillingErrands`).
    private func wish(
        _ id: SubscriptionID, _ member: String, isEnd: Bool = false, _ change: @Sendable (inout Subscription) throws -> Void
    ) async throws {
        guard try await settler.subscriptions.read(id.rawValue)?.value.member == member else { throw BillingRefusal.noSuchThing }
        try await settler.subscriptions.change(id.rawValue, change)
        if isEnd { try await settler.tellCancellation(id) }
        do {
            try await settler.settle(subscription: id)
        } catch is ProviderFailure {
            // It is wished, and stands so; the errands go on with it.
        }
    }

    // MARK: Terms

    private func terms(
        _ planID: PlanID, _ plan: Plan, _ buyer: Purchaser, _ id: SubscriptionID, _ rules: BillingRules, hasTrial: Bool
    ) async throws -> String {
        guard let price = plan.prices.amount(in: buyer.currency) else { throw BillingRefusal.notThisWay }
        let rate = rules.rate(in: buyer.country)
        let charge = settler.charge(price, rate, isTaxIncluded: plan.isTaxIncluded)
        let fee = plan.setUpFees.amount(in: buyer.currency).map { settler.charge($0, rate, isTaxIncluded: plan.isTaxIncluded).total }
        var phases: [RecurringTerms.Phase] = []
        if hasTrial, let days = plan.trialDays, let interval = Interval(days, .day) {
            phases.append(RecurringTerms.Phase(interval: interval, times: 1, price: .zero(buyer.currency)))
        }
        if let code = buyer.code {
            do {
                let batch = try await settler.vouchers.apply(
                    code, to: .plan(planID), in: price.currency, by: buyer.member, for: id.rawValue)
                let less = settler.payable(charge.reduced(by: batch.discount(on: charge.total))).total
                phases.append(RecurringTerms.Phase(interval: plan.interval, times: max(1, batch.payments), price: less))
            } catch let refusal as VoucherRefusal {
                throw BillingRefusal.voucher(refusal)
            }
        }
        let known = PublishedTerms(
            planID,
            RecurringTerms(
                reference: "", group: Self.group, title: plan.name.onOneLine(atMost: 120), phases: phases, interval: plan.interval,
                price: charge.total, setUpFee: fee, tax: rate))
        do {
            _ = try await settler.published.insert(known, id: known.terms.reference)
        } catch StoreError.exists {}
        return known.terms.reference
    }
}
