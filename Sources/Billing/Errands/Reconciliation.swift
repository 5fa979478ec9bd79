import KinoraDocuments
import KinoraKernel

/// Lays our books beside the providers', and puts ours right: for messages that never came, servers that were down, and mistakes.
///
/// 1. What a provider knows to have changed is read again. 2. Everything of ours that is not over is settled. 3. Of what is over, payments
/// of the last months are read once more where the provider cannot tell what changed. 4. Gifts, refunds and codes that somebody left half
/// done are finished.
package struct Reconciliation: Sendable {
    let settler: Settler
    let messages: MessageBook
    let refunds: RefundDesk

    /// How far back what is over is looked at: as long as payers can quarrel.
    package static let reach = Duration.seconds(180 * 86_400)

    /// What came of it.
    package struct Report: Hashable, Sendable {
        package var looked = 0
        /// Facts that were missing in our books.
        package var repaired = 0
        /// What could not be read; for the log.
        package var troubles: [String] = []
    }

    package func run(since: Moment) async throws -> Report {
        var report = Report()
        for (name, provider) in settler.providers.sorted(by: { $0.key < $1.key }) {
            do {
                guard let hints = try await provider.hints(from: since, until: settler.time.now) else {
                    try await lookBack(name, &report)
                    continue
                }
                for subject in Set(hints.map(\.subject)) {
                    try await note(&report) { try await messages.follow(subject, name) }
                }
            } catch let failure as ProviderFailure {
                report.troubles.append(failure.sentence)
            }
        }
        try await settleOpen(&report)
        return report
    }

    /// Settles everything of ours that is not over.
    func settleOpen(_ report: inout Report) async throws {
        let open = [Order.State.begun, .awaiting, .capturing].map { Value.string($0.rawValue) }
        for try await order in settler.orders.all(.in("state", open)) {
            try await note(&report) { try await settler.settle(order: OrderID(order.id)) }
        }
        let living = [Subscription.State.begun, .awaiting, .active, .failing, .paused].map { Value.string($0.rawValue) }
        for try await subscription in settler.subscriptions.all(.in("state", living)) {
            try await note(&report) { try await settler.settle(subscription: SubscriptionID(subscription.id)) }
        }
        try await note(&report) {
            try await refunds.settleOpen()
            return 0
        }
        try await releaseUses()
    }

    private func lookBack(_ provider: String, _ report: inout Report) async throws {
        let since = Value.date(settler.time.now - Self.reach)
        let recent: Filter = .and([.equal("provider", .string(provider)), .atLeast("madeAt", since), .exists("providerName")])
        for try await order in settler.orders.all(recent) where !order.value.state.isOpen {
            try await note(&report) { try await settler.settle(order: OrderID(order.id)) }
        }
        let over = Filter.in("state", [.string("ended"), .string("void")])
        for try await subscription in settler.subscriptions.all(.and([recent, over])) {
            try await note(&report) { try await settler.settle(subscription: SubscriptionID(subscription.id)) }
        }
    }

    /// Uses of codes whose order was never written.
    private func releaseUses() async throws {
        let old: Filter = .lessThan("at", .date(settler.time.now - Order.patience))
        for try await use in Records<Redemption>(in: settler.store).all(old) where !use.value.deal.hasPrefix("gift/") {
            let deal = use.value.deal
            if try await settler.orders.read(deal) == nil, try await settler.subscriptions.read(deal) == nil {
                try await settler.vouchers.release(deal)
            }
        }
    }

    private func note(_ report: inout Report, _ work: () async throws -> Int) async throws {
        report.looked += 1
        do {
            report.repaired += try await work()
        } catch let failure as ProviderFailure {
            report.troubles.append(failure.sentence)
        } catch let refusal as BillingRefusal {
            report.troubles.append("\(refusal)")
        }
    }
}
