import KinoraBilling
import KinoraDocuments
import KinoraKernel

/// Reads PayPal's answers as what the house wants to know. What is not as promised is no truth: `unreadable`.
enum PayPalTruth {
    // MARK: Orders

    static func order(_ body: ClaimSet, _ place: PayPalPlace) throws(PayPalFailure) -> OrderTruth {
        guard let name = body.text("id"), PayPalClient.isName(name), let unit = objects(body, "purchase_units").first,
            let total = PayPalMoney.money(unit.object("amount"))
        else { throw .unreadable(reason: "an order has no name or no amount") }
        let payments = unit.object("payments")
        let refunds = try objects(payments, "refunds").map { body throws(PayPalFailure) in try refund(body, of: nil) }
        var truth = OrderTruth(name: name, reference: unit.text("custom_id"), total: total, state: .awaitingApproval)
        truth.payments = try objects(payments, "captures").map { body throws(PayPalFailure) in
            try payment(body, of: .order(name), truth.reference, refunds)
        }
        switch body.text("status") {
        case "CREATED", "SAVED", "PAYER_ACTION_REQUIRED":
            truth.approval = PayPalClient.link(["payer-action", "approve"], in: body).flatMap { place.isPage($0) ? $0 : nil }
        case "APPROVED": truth.state = .approved
        case "COMPLETED": truth.state = .captured
        case "VOIDED": truth.state = .void
        default: throw .unreadable(reason: "an order has no known status")
        }
        return truth
    }

    // MARK: Payments and refunds

    static func payment(_ body: ClaimSet) throws(PayPalFailure) -> PaymentTruth {
        let order = body.object("supplementary_data")?.object("related_ids")?.text("order_id").flatMap {
            PayPalClient.isName($0) ? $0 : nil
        }
        return try payment(body, of: order.map { .order($0) } ?? .unknown, body.text("custom_id"), [])
    }

    private static func payment(
        _ body: ClaimSet, of purpose: PaymentTruth.Purpose, _ reference: String?, _ refunds: [RefundTruth]
    ) throws(PayPalFailure) -> PaymentTruth {
        guard let name = body.text("id"), PayPalClient.isName(name), let amount = PayPalMoney.money(body.object("amount")),
            let at = PayPalTime.moment(body.text("create_time") ?? body.text("update_time"))
        else { throw .unreadable(reason: "a payment has no name, amount or time") }
        let state: PaymentTruth.State
        switch body.text("status") {
        case "COMPLETED", "REFUNDED", "PARTIALLY_REFUNDED": state = .completed
        case "PENDING": state = .pending
        case "DECLINED", "FAILED": state = .failed
        default: throw .unreadable(reason: "a payment has no known status")
        }
        return PaymentTruth(
            name: name, purpose: purpose, reference: body.text("custom_id") ?? reference, amount: amount,
            fee: PayPalMoney.money(body.object("seller_receivable_breakdown")?.object("paypal_fee")), state: state, at: at,
            refunds: refunds.filter { $0.payment == name })
    }

    /// - Parameter payment: what it takes from; nil where the answer itself says so.
    static func refund(_ body: ClaimSet, of payment: String?) throws(PayPalFailure) -> RefundTruth {
        guard let name = body.text("id"), PayPalClient.isName(name), let amount = PayPalMoney.money(body.object("amount")),
            let at = PayPalTime.moment(body.text("create_time") ?? body.text("update_time")), let payment = payment ?? capture(above: body)
        else { throw .unreadable(reason: "a refund has no name, payment, amount or time") }
        let state: RefundTruth.State
        switch body.text("status") {
        case "COMPLETED": state = .completed
        case "PENDING": state = .pending
        case "FAILED", "CANCELLED": state = .failed
        default: throw .unreadable(reason: "a refund has no known status")
        }
        return RefundTruth(name: name, payment: payment, reference: body.text("custom_id"), amount: amount, state: state, at: at)
    }

    /// The payment that a refund takes from: the last part of its link `up`.
    private static func capture(above body: ClaimSet) -> String? {
        guard let link = PayPalClient.link(["up"], in: body), link.utf8.count <= 500, let name = link.split(separator: "/").last else {
            return nil
        }
        return PayPalClient.isName(String(name)) ? String(name) : nil
    }

    // MARK: Disputes

    static func dispute(_ body: ClaimSet) throws(PayPalFailure) -> DisputeTruth {
        guard let name = body.text("dispute_id"), PayPalClient.isName(name),
            let payment = objects(body, "disputed_transactions").lazy.compactMap({ $0.text("seller_transaction_id") }).first,
            let amount = PayPalMoney.money(body.object("dispute_amount")), let openedAt = PayPalTime.moment(body.text("create_time"))
        else { throw .unreadable(reason: "a dispute has no name, payment, amount or time") }
        var truth = DisputeTruth(name: name, payment: payment, amount: amount, state: .open, openedAt: openedAt)
        guard body.text("status") == "RESOLVED" else { return truth }
        truth.settledAt = PayPalTime.moment(body.text("update_time"))
        let outcome = body.object("dispute_outcome")
        switch outcome?.text("outcome_code") {
        case "RESOLVED_BUYER_FAVOUR", "ACCEPTED":
            truth.state = .lost
            truth.amount = PayPalMoney.money(outcome?.object("amount_refunded")) ?? amount
        default: truth.state = .won
        }
        return truth
    }

    // MARK: Subscriptions

    static func subscription(_ body: ClaimSet, _ place: PayPalPlace) throws(PayPalFailure) -> SubscriptionTruth {
        guard let name = body.text("id"), PayPalClient.isName(name), let terms = body.text("plan_id") else {
            throw .unreadable(reason: "a subscription has no name or no plan")
        }
        let state: SubscriptionTruth.State
        switch body.text("status") {
        case "APPROVAL_PENDING": state = .awaitingApproval
        case "APPROVED": state = .approved
        case "ACTIVE": state = .active
        case "SUSPENDED": state = .suspended
        case "CANCELLED": state = .cancelled
        case "EXPIRED": state = .expired
        default: throw .unreadable(reason: "a subscription has no known status")
        }
        let info = body.object("billing_info")
        var truth = SubscriptionTruth(name: name, reference: body.text("custom_id"), terms: terms, state: state)
        if state == .awaitingApproval {
            truth.approval = PayPalClient.link(["approve"], in: body).flatMap { place.isPage($0) ? $0 : nil }
        } else {
            truth.startedAt = PayPalTime.moment(body.text("start_time"))
        }
        if state == .active { truth.nextChargeAt = PayPalTime.moment(info?.text("next_billing_time")) }
        truth.failedCharges = Int(max(0, min(999, info?.whole("failed_payments_count") ?? 0)))
        return truth
    }

    /// A payment of a subscription, from the list of its transactions.
    static func transaction(_ body: ClaimSet, of subscription: SubscriptionTruth) throws(PayPalFailure) -> PaymentTruth {
        let parts = body.object("amount_with_breakdown")
        guard let name = body.text("id"), PayPalClient.isName(name), let amount = PayPalMoney.money(parts?.object("gross_amount")),
            let at = PayPalTime.moment(body.text("time"))
        else { throw .unreadable(reason: "a transaction has no name, amount or time") }
        let state: PaymentTruth.State
        switch body.text("status") {
        case "COMPLETED", "REFUNDED", "PARTIALLY_REFUNDED": state = .completed
        case "PENDING": state = .pending
        default: state = .failed
        }
        return PaymentTruth(
            name: name, purpose: .subscription(subscription.name), reference: subscription.reference, amount: amount,
            fee: PayPalMoney.money(parts?.object("fee_amount")), state: state, at: at)
    }

    static func objects(_ body: ClaimSet?, _ name: String) -> [ClaimSet] {
        guard case .array(let values)? = body?.fields[name] else { return [] }
        return values.prefix(1000).compactMap { ClaimSet($0) }
    }
}
