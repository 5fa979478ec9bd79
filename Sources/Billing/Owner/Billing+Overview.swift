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

    /// What a subscription's next transfer is, for whoever pays it; nil where none is expected.
    package func nextTransfer(of id: SubscriptionID) async throws -> AwaitedTransfer? {
        guard let found = try await subscription(id), found.value.provider == OfflineProvider.name, found.value.wish != .cancel,
            [.awaiting, .active, .failing].contains(found.value.state)
        else { return nil }
        return try await transfer(found)
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

    /// What plans bring, in each currency that was paid in, for so many months of the house's calendar, the running one included. Read from the
    /// kept sums (`MonthBook`).
    package func revenue(months: Int) async throws -> [(currency: Currency, revenue: RecurringRevenue)] {
        try await self.months.revenue(months: months)
    }
}
