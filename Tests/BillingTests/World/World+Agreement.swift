import KinoraBilling
import KinoraDocuments
import KinoraKernel

/// What must hold between the bank, the books and what is open, whatever happened before.
extension World {
    /// What does not hold; empty where everything agrees.
    func disagreements() async throws -> [String] {
        var wrong: [String] = []
        let entries = try await billing.ledger.entries(
            from: Moment(milliseconds: 0), until: Moment(milliseconds: .max / 2))
        let byKey = Dictionary(grouping: entries, by: \.key)
        wrong += byKey.filter { $0.value.count > 1 }.map { "written twice: \($0.key)" }
        let payments = await bank.payments
        for (name, payment) in payments {
            let key = LedgerEntry.paymentKey("bank", name)
            guard let entry = byKey[key]?.first else {
                wrong.append("a payment is not in the books: \(name) of \(payment.reference)")
                continue
            }
            if entry.amount != payment.amount { wrong.append("another amount: \(name)") }
            if entry.deal != payment.reference { wrong.append("another deal: \(name)") }
            if try await billing.invoices.paper(for: key)?.charge.total != payment.amount {
                wrong.append("no invoice: \(name)")
            }
            for refund in payment.refunds {
                guard let back = byKey["bank/refund/\(refund.name)"]?.first else {
                    wrong.append("a refund is not in the books: \(refund.name)")
                    continue
                }
                if payment.dispute?.state != .lost, back.amount != -refund.amount {
                    wrong.append("another amount: \(refund.name)")
                }
            }
            if let dispute = payment.dispute, byKey["bank/dispute/\(dispute.name)"] == nil {
                wrong.append("no dispute: \(dispute.name)")
            }
        }
        let booked = entries.filter { $0.kind == .payment && $0.provider == "bank" }
        if booked.count != payments.count {
            wrong.append("\(booked.count) payments in the books, \(payments.count) at the bank")
        }
        let orders = Dictionary(grouping: payments.values.filter { $0.order != nil }, by: \.reference)
        wrong += orders.filter { $0.value.count > 1 }.map { "charged twice: \($0.key)" }
        for series in Invoice.Series.allCases {
            let year = 2026
            let numbers = try await billing.invoices.papers(series, year: year).map(\.number)
            if numbers != Array(1..<(numbers.count + 1)) {
                wrong.append("\(series) have gaps: \(numbers)")
            }
        }
        for member in ["ida", "tom"] { wrong += try await closedOrOpen(member, entries) }
        return wrong
    }

    /// What the bank says must be open and what must not, found without the code that decides it.
    private func closedOrOpen(_ member: String, _ entries: [LedgerEntry]) async throws -> [String] {
        var wrong: [String] = []
        let open = try await billing.ledger.entitlements(of: member).open(at: time.now)
        let again = Entitlements(entries.filter { $0.member == member }.shuffled())
        if try await billing.ledger.entitlements(of: member) != again {
            wrong.append("entitlements of \(member) depend on the order")
        }
        let payments = await bank.payments
        let paid = payments.values.filter { $0.isGood }
        for order in try await billing.orders(of: member) where order.value.goods.kind == .purchase {
            let isPaid =
                paid.contains { $0.reference == order.id }
                || (order.value.charge.total.isZero && order.value.state == .paid)
            let isHeld = open.contains { $0.deal == order.id }
            if isPaid != isHeld {
                wrong.append(
                    "order \(order.id) is \(isPaid ? "paid" : "not paid"), and \(isHeld ? "open" : "closed")")
            }
            if isPaid, order.value.state != .paid {
                wrong.append("order \(order.id) is paid, and \(order.value.state)")
            }
        }
        for subscription in try await billing.memberships.all(of: member) {
            let value = subscription.value
            let own = paid.filter { $0.reference == subscription.id }
            let isEnded = value.endsAt.map { $0 <= time.now } ?? false
            let covers = own.contains { $0.at <= time.now && time.now < interval(value).end(from: $0.at) }
            let mightCover = own.contains {
                time.now < interval(value).end(from: $0.at) + Entitlements.slack
            }
            let isHeld = open.contains { $0.deal == subscription.id }
            if covers, !isEnded, !isHeld {
                wrong.append("subscription \(subscription.id) is paid, and closed (\(value.state))")
            }
            let isFree = value.hasTrial || value.failingSince != nil || value.state == .failing
            if isHeld, !mightCover, !isFree, value.agreements.count == 1 {
                wrong.append("subscription \(subscription.id) is open, and not paid")
            }
            let state = await bank.subscriptions[value.providerName ?? ""]?.state
            if state == .active, value.state.isOver {
                wrong.append("subscription \(subscription.id) is over, and charged on")
            }
        }
        return wrong
    }

    private func interval(_ subscription: Subscription) -> Interval {
        subscription.plan == Self.trial ? .year : .month
    }
}

extension Bank.Payment {
    /// Whether something of it is left, and nobody quarrels.
    var isGood: Bool {
        let left = refunds.reduce(amount) { $0 - $1.amount }
        return left.minor > 0 && (dispute == nil || dispute?.state == .won)
    }
}
