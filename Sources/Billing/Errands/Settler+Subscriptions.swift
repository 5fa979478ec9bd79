import KinoraDocuments
import KinoraKernel

extension Settler {
    /// Asks and acts so often at most: what is asked of a provider shows in its next truth.
    private static let mostRounds = 4

    /// See `settle(order:)`.
    @discardableResult
    func settle(subscription id: SubscriptionID) async throws -> Int {
        var news = 0
        for _ in 0..<Self.mostRounds {
            guard let subscription = try await subscriptions.read(id.rawValue)?.value else { throw BillingRefusal.noSuchThing }
            let provider = try provider(subscription.provider)
            guard let name = subscription.providerName else {
                try await begin(id, subscription, provider)
                return news
            }
            guard let truth = try await provider.subscription(name) else { return news }
            let terms = try await agreed(subscription)
            guard truth.reference == id.rawValue, terms.contains(where: { $0.names[subscription.provider] == truth.terms }) else {
                try await books.note(.mismatch, key: id.rawValue, deal: id.rawValue, subscription.provider, "terms \(truth.terms)")
                news += try await bookPayments(of: truth, id, subscription, terms, opens: false)
                return news
            }
            news += try await bookPayments(of: truth, id, subscription, terms, opens: true)
            guard try await carryOn(id, name, truth, terms, provider) else { return news }
        }
        return news
    }

    private func begin(_ id: SubscriptionID, _ subscription: Subscription, _ provider: any PaymentProvider) async throws {
        if subscription.state == .void { return }
        if time.now.since(subscription.madeAt) > Subscription.patience {
            try await giveUp(id)
            return
        }
        guard let first = subscription.agreements.first else { return }
        let request = SubscriptionRequest(
            reference: id.rawValue, terms: try await publish(first.terms, with: provider),
            summary: subscription.title.onOneLine(atMost: 120),
            house: house(), language: subscription.language, back: addresses(id.rawValue))
        let approval = try await provider.begin(request, key: RequestKey(id.rawValue, "begin"))
        try await subscriptions.change(id.rawValue) { subscription in
            guard subscription.providerName == nil else { return }
            subscription.providerName = approval.name
            subscription.approval = approval.address
            if subscription.state == .begun { subscription.state = .awaiting }
        }
    }

    private func giveUp(_ id: SubscriptionID) async throws {
        try await subscriptions.change(id.rawValue) { ($0.state, $0.liveKey) = (.void, nil) }
        try await vouchers.release(id.rawValue)
    }

    /// What the provider calls terms of ours.
    func publish(_ reference: String, with provider: any PaymentProvider) async throws -> String {
        guard let known = try await published.read(reference)?.value else { throw BillingRefusal.noSuchThing }
        if let name = known.names[provider.name] { return name }
        let name = try await provider.publish(known.terms, key: RequestKey(reference, "publish"))
        let providerName = provider.name
        try await published.change(reference) { $0.names[providerName] = name }
        return name
    }

    private func agreed(_ subscription: Subscription) async throws -> [PublishedTerms] {
        let names = Set(subscription.agreements.map(\.terms) + (subscription.proposed.map { [$0.terms] } ?? []))
        var terms: [PublishedTerms] = []
        for name in names.sorted() { if let found = try await published.read(name)?.value { terms.append(found) } }
        return terms
    }

    private func bookPayments(
        of truth: SubscriptionTruth, _ id: SubscriptionID, _ subscription: Subscription, _ terms: [PublishedTerms], opens: Bool
    ) async throws -> Int {
        var news = 0
        let rules = try await turnstile.rules()
        for payment in truth.payments where payment.state == .completed {
            let match = match(payment, subscription, terms)
            if match == nil {
                try await books.note(
                    .unexpectedAmount, key: payment.name, deal: id.rawValue, subscription.provider, "\(payment.amount)")
            }
            var access: Access?
            if opens, let match, case .interval(let interval) = match.meaning {
                let from = payment.coversFrom ?? payment.at
                let until = interval.end(from: from, inRunSince: payment.runsSince ?? from)
                access = Access(.plan(match.terms.plan), from: min(from, payment.at), until: until)
            }
            let rate = (match?.terms ?? terms.first)?.terms.tax ?? .none
            let sale = BookKeeper.Sale(
                provider: subscription.provider, deal: id.rawValue, member: subscription.member,
                title: match?.terms.terms.title ?? subscription.title, rate: rate,
                access: access, subject: nil, buyer: subscription.buyer, hasConsented: subscription.consentedAt != nil)
            news += try await books.book(payment, of: sale, rules)
        }
        // What was given up here is free for nobody who agrees to it after all: its trial and its code are for another one by then.
        if opens, subscription.state != .void, let start = truth.startedAt, let first = subscription.agreements.first,
            let begin = terms.first(where: { $0.terms.reference == first.terms }), let until = begin.terms.freeUntil(from: start)
        {
            let key = subscription.hasTrial ? "trial/\(subscription.member)" : "free/\(id)"
            var entry = LedgerEntry(.given, key: key, member: subscription.member, at: start)
            entry.deal = id.rawValue
            entry.access = Access(.plan(begin.plan), from: start, until: until)
            news += try await books.ledger.append(entry) ? 1 : 0
        }
        return news
    }

    /// The terms under which a payment was made: those agreed to last that know its amount, as far as they stood when it was made.
    private func match(
        _ payment: PaymentTruth, _ subscription: Subscription, _ terms: [PublishedTerms]
    ) -> (terms: PublishedTerms, meaning: RecurringTerms.Meaning)? {
        let agreements = subscription.agreements.sorted { $0.since > $1.since }
        let stood = agreements.filter { $0.since <= payment.at } + agreements.filter { $0.since > payment.at }
        for agreement in stood {
            guard let known = terms.first(where: { $0.terms.reference == agreement.terms }) else { continue }
            if let meaning = known.terms.meaning(of: payment.amount) { return (known, meaning) }
        }
        return nil
    }

    /// Follows the truth, and asks of the provider what follows from it.
    /// - Returns: whether something was asked, so that another truth is to be read.
    private func carryOn(
        _ id: SubscriptionID, _ name: String, _ truth: SubscriptionTruth, _ terms: [PublishedTerms], _ provider: any PaymentProvider
    ) async throws -> Bool {
        let rules = try await turnstile.rules()
        let entries = try await books.ledger.entries(ofDeal: id.rawValue)
        let paidUntil = Self.paidUntil(entries)
        let names = Dictionary(
            uniqueKeysWithValues: terms.compactMap { known in known.names[provider.name].map { (known.terms.reference, $0) } })
        let titles = Dictionary(terms.map { ($0.terms.reference, $0.terms.title) }) { $1 }
        let (now, graceDays) = (time.now, rules.graceDays)
        let patience = provider.abilities.contains(.immediate) ? Subscription.patience : Order.patienceWithBanks
        let before = try await subscriptions.read(id.rawValue)?.value
        let step = try await subscriptions.change(id.rawValue) {
            $0.follow(truth, paidUntil: paidUntil, names: names, titles: titles, graceDays: graceDays, patience: patience, at: now)
        }
        guard let subscription = try await subscriptions.read(id.rawValue)?.value else { return false }
        try await assert(id, subscription, truth, graceDays)
        try await tell(id, subscription, before: before, terms, graceDays)
        switch step {
        case .nothing: return false
        case .cancel: try await provider.cancel(name, reason: subscription.wish == .cancel ? "Cancelled" : "Given up")
        case .suspend: try await provider.suspend(name, reason: "Paused")
        case .activate: try await provider.activate(name, reason: "Continued")
        case .revise:
            guard subscription.approval == nil, let proposed = subscription.proposed else { return false }
            let terms = try await publish(proposed.terms, with: provider)
            guard let approval = try await provider.revise(name, to: terms, addresses(id.rawValue)) else { return true }
            try await subscriptions.change(id.rawValue) { if $0.wish == .change { $0.approval = approval.address } }
            return false
        }
        return true
    }

    /// The end of what was paid or given for nothing, refunds taken off.
    static func paidUntil(_ entries: [LedgerEntry]) -> Moment? {
        let ended = entries.filter { $0.kind != .ended && $0.kind != .grace }
        var end = LedgerEntry(.ended, key: "", member: "", at: Moment(milliseconds: 0))
        end.deal = entries.first?.deal
        return Entitlements(ended + [end]).holdings.compactMap(\.until).max()
    }

    /// What follows from a subscription's state stands in the ledger, however often somebody was stopped.
    private func assert(_ id: SubscriptionID, _ subscription: Subscription, _ truth: SubscriptionTruth, _ graceDays: Int) async throws {
        let ledger = books.ledger
        // Whose first payment fails has nothing that could stay open.
        if subscription.state == .failing, subscription.paidUntil != nil, let since = subscription.failingSince, truth.state != .cancelled {
            var grace = LedgerEntry(.grace, key: "grace/\(id)/\(since.milliseconds)", member: subscription.member, at: since)
            grace.deal = id.rawValue
            grace.access = Access(.plan(subscription.plan), from: since, until: since + .seconds(graceDays * 86_400))
            try await ledger.append(grace)
        }
        if subscription.state == .ended {
            let when = subscription.endsAt.map { String($0.milliseconds) } ?? "paid"
            var ended = LedgerEntry(
                .ended, key: "ended/\(id)/\(when)", member: subscription.member, at: subscription.cancelledAt ?? time.now)
            (ended.deal, ended.endsAt) = (id.rawValue, subscription.endsAt)
            try await ledger.append(ended)
        }
        if subscription.state == .void { try await vouchers.release(id.rawValue) }
    }
}
