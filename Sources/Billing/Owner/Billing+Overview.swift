import KinoraDocuments
import KinoraKernel

/// What the owner looks at.
extension Billing {
    /// Subscriptions that live, the newest first.
    package func subscribers(skip: Int = 0, limit: Int = 50) async throws -> [Stored<Subscription>] {
        try await settler.subscriptions.find(Query(.exists("liveKey"), sort: [.descending("madeAt")], skip: skip, limit: limit))
    }

    package func subscriberCount() async throws -> Int { try await settler.subscriptions.count(.exists("liveKey")) }

    /// What was ordered or is due by bank transfer, what waits longest first.
    package func awaitedTransfers() async throws -> [AwaitedTransfer] {
        let now = time.now
        var awaited: [AwaitedTransfer] = []
        let open = Order.State.allCases.filter(\.isOpen).map { Value.string($0.rawValue) }
        for try await order in settler.orders.all(.in("state", open)) where order.value.provider == OfflineProvider.name {
            awaited.append(
                AwaitedTransfer(
                    reference: order.id, title: order.value.title, member: order.value.member, number: 1, amount: order.value.charge.total,
                    due: order.value.madeAt))
        }
        let live = [Subscription.State.awaiting, .active, .failing].map { Value.string($0.rawValue) }
        for try await found in settler.subscriptions.all(.in("state", live)) where found.value.provider == OfflineProvider.name {
            guard found.value.wish != .cancel, let transfer = try await transfer(found), transfer.due <= now + AwaitedTransfer.foresight
            else { continue }
            awaited.append(transfer)
        }
        return Array(awaited.sorted { ($0.due, $0.reference) < ($1.due, $1.reference) }.prefix(AwaitedTransfer.most))
    }

    private func transfer(_ subscription: Stored<Subscription>) async throws -> AwaitedTransfer? {
        guard let deal = try await offline.deal(subscription.id)?.value, let reference = deal.nextTerms ?? deal.terms,
            let terms = try await terms(reference)
        else { return nil }
        let course = OfflineCourse(deal, terms)
        return AwaitedTransfer(
            reference: subscription.id, title: subscription.value.title, member: subscription.value.member,
            number: deal.payments.count + 1, amount: course.nextAmount, due: course.dueAt ?? deal.madeAt)
    }

    /// What plans bring, in each currency that was paid in, for so many months.
    package func revenue(months: Int) async throws -> [(currency: Currency, revenue: RecurringRevenue)] {
        let now = time.now
        // The longest interval is a year; the rest is for leap days.
        let since = now - .seconds((months + 13) * 31 * 86_400)
        let entries = try await ledger.entries(from: since, until: now)
        let plans = entries.filter { if case .plan = $0.access?.scope { $0.kind == .payment } else { false } }
        let currencies = Set(plans.compactMap(\.amount?.currency)).sorted { $0.code < $1.code }
        return currencies.map { ($0, RecurringRevenue(entries, $0, count: months, until: now)) }
    }
}
