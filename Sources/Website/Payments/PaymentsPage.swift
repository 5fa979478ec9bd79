import KinoraBilling
import KinoraDocuments
import KinoraKernel

/// What a member subscribes to, what there is to subscribe to, what was ordered and paid.
struct PaymentsPage: Sendable {
    struct Line: Sendable {
        var label: String
        var state: String
        var address: String
    }

    var subscription: Line?
    var cancel: String?
    var plans: [Line]
    var orders: [Line]
    var invoices: [Line]
    let hasOrders: Bool
    let hasInvoices: Bool
    /// What is wrong with the subscription's payments, and until when it can be put right.
    var failing: String?
    /// Whether something new can be ordered.
    let isSelling: Bool
    var gifts = PaymentPlace.gifts.address
    /// Nil where no donations are taken.
    var donation: String?
    var redeem = PaymentPlace.redeem.address
    var back = AccountPlace.account.address

    init(_ billing: Billing, of member: String, _ order: PriceOrder, _ words: Words) async throws {
        let live = try await billing.memberships.live(of: member)
        subscription = live.map { Self.line($0, words) }
        let rules = try await billing.rules()
        isSelling = rules.isOpen
        donation = rules.leastDonation.isEmpty ? nil : PaymentPlace.donation.address
        if let live, live.value.state == .failing {
            failing = words.failing(live.value, graceDays: rules.graceDays, at: billing.time.now)
        }
        cancel = live.map { PaymentPlace.cancel($0.id).address }
        plans =
            live != nil || !rules.isOpen
            ? []
            : try await billing.offeredPlans().compactMap { plan in
                let prices = order.all(plan.value.prices)
                guard !prices.isEmpty else { return nil }
                return Line(
                    label: plan.value.name, state: words.price(of: plan.value, prices),
                    address: PaymentPlace.plan(PlanID(plan.id)).address)
            }
        orders = try await billing.orders(of: member).filter { $0.value.state != .void }.map { order in
            Line(
                label: order.value.title, state: "\(words.money(order.value.charge.total)) · \(words.state(order.value.state))",
                address: PaymentPlace.deal(order.id).address)
        }
        invoices = try await billing.invoices.papers(of: member).map { paper in
            Line(
                label: paper.value.title, state: "\(words.money(paper.value.charge.total)) · \(words.day(paper.value.issuedAt))",
                address: PaymentPlace.invoice(paper.id).address)
        }
        (hasOrders, hasInvoices) = (!orders.isEmpty, !invoices.isEmpty)
    }

    private static func line(_ subscription: Stored<Subscription>, _ words: Words) -> Line {
        let until = subscription.value.paidUntil.map { words(.paidUntil, words.day($0)) }
        return Line(
            label: subscription.value.title,
            state: [words.state(subscription.value.state), until].compactMap(\.self).joined(separator: " · "),
            address: PaymentPlace.deal(subscription.id).address)
    }
}
