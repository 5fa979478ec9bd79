import KinoraDocuments
import KinoraKernel

/// The provider without a network: members are told where to send the money, and the owner says when it came.
///
/// A subscription's first payment begins it (with a trial, it begins by itself); every payment pays for the time behind what is paid already.
/// Money that is given back is sent by the owner; what is noted here is that it was.
package struct OfflineProvider: PaymentProvider {
    package static let name = "offline"

    let records: Records<OfflineDeal>
    let terms: Records<PublishedTerms>
    let time: any TimeSource

    package init(store: any DocumentStore, time: any TimeSource) {
        records = Records(in: store)
        terms = Records(in: store)
        self.time = time
    }

    package var name: String { Self.name }
    package var label: String? { nil }
    package var abilities: Set<ProviderAbility> { [.subscriptions, .pausing, .revising, .refunds] }

    package func takes(_ currency: Currency) -> Bool { true }

    /// Notes that money came. Noted before: nothing happens.
    /// - Parameter number: from 1 on.
    /// - Throws: `BillingRefusal.notNow` where an earlier payment was not noted.
    package func markPaid(_ name: String, number: Int, amount: Money, at moment: Moment) async throws {
        guard let found = try await records.read(name)?.value else { throw BillingRefusal.noSuchThing }
        let reference = found.nextTerms ?? found.terms
        let terms = try await reference.flatMapAsync { try await self.terms.read($0)?.value.terms }
        try await records.change(name) { deal in
            if deal.payments.contains(where: { $0.number == number }) { return }
            guard number == deal.payments.count + 1, deal.isSubscription || number == 1, deal.nextTerms ?? deal.terms == reference else {
                throw BillingRefusal.notNow
            }
            var payment = OfflineDeal.Payment(number: number, amount: amount, at: moment)
            if let terms {
                let course = OfflineCourse(deal, terms)
                if deal.payments.isEmpty, course.startedAt != nil { deal.hadTrial = true }
                (payment.from, payment.until) = course.covers(from: moment)
                (deal.terms, deal.nextTerms) = (reference, nil)
            }
            deal.payments.append(payment)
        }
    }

    package func deals(areSubscriptions: Bool) async throws -> [Stored<OfflineDeal>] {
        try await records.find(
            Query(.equal("isSubscription", .bool(areSubscriptions)), sort: [.descending("madeAt")], limit: 500))
    }

    package func deal(_ name: String) async throws -> Stored<OfflineDeal>? { try await records.read(name) }

    // MARK: Buying once

    package func begin(_ purchase: PurchaseRequest, key: RequestKey) async throws -> Approval {
        try await keep(
            OfflineDeal(isSubscription: false, total: purchase.total, summary: purchase.summary, madeAt: time.now), purchase.reference)
    }

    package func order(_ name: String) async throws -> OrderTruth? {
        guard let deal = try await records.read(name)?.value, let total = deal.total else { return nil }
        let payments = deal.payments.map { Self.truth($0, of: name, .order(name)) }
        return OrderTruth(
            name: name, reference: name, total: total, state: payments.isEmpty ? .awaitingApproval : .captured, payments: payments)
    }

    package func capture(_ name: String, key: RequestKey) async throws -> OrderTruth {
        guard let truth = try await order(name) else { throw ProviderFailure.unknown }
        guard truth.state == .captured else { throw ProviderFailure.notApproved }
        return truth
    }

    // MARK: Buying again and again

    package func publish(_ terms: RecurringTerms, key: RequestKey) async throws -> String { terms.reference }

    package func begin(_ subscription: SubscriptionRequest, key: RequestKey) async throws -> Approval {
        try await keep(
            OfflineDeal(isSubscription: true, terms: subscription.terms, summary: subscription.summary, madeAt: time.now),
            subscription.reference)
    }

    package func subscription(_ name: String) async throws -> SubscriptionTruth? {
        guard let deal = try await records.read(name)?.value, let reference = deal.terms,
            let terms = try await terms.read(reference)?.value.terms
        else { return nil }
        let course = OfflineCourse(deal, terms)
        let payments = deal.payments.enumerated().map { place, payment in
            var truth = Self.truth(payment, of: name, .subscription(name))
            (truth.coversFrom, truth.runsSince) = (payment.from, deal.runSince(place))
            return truth
        }
        let isLate = course.dueAt.map { time.now > $0 } ?? false
        return SubscriptionTruth(
            name: name, reference: name, terms: deal.nextTerms ?? reference, state: course.state, startedAt: course.startedAt,
            nextChargeAt: course.state == .active ? course.dueAt : nil, failedCharges: isLate && course.state == .active ? 1 : 0,
            payments: payments)
    }

    package func activate(_ name: String, reason: String) async throws { try await amend(name) { $0.isSuspended = false } }

    package func suspend(_ name: String, reason: String) async throws { try await amend(name) { $0.isSuspended = true } }

    package func cancel(_ name: String, reason: String) async throws { try await amend(name) { $0.isCancelled = true } }

    package func revise(_ name: String, to terms: String, _ back: ReturnAddresses) async throws -> Approval? {
        try await amend(name) { if $0.terms != terms { $0.nextTerms = terms } }
        return nil
    }

    // MARK: Single payments

    package func payment(_ name: String) async throws -> PaymentTruth? {
        guard let (deal, number) = Self.parts(name), let found = try await records.read(deal)?.value else { return nil }
        if found.isSubscription { return try await subscription(deal)?.payments.first { $0.name == name } }
        return found.payments.first { $0.number == number }.map { Self.truth($0, of: deal, .order(deal)) }
    }

    package func refund(_ refund: RefundRequest, key: RequestKey) async throws -> RefundTruth {
        guard let (name, number) = Self.parts(refund.payment) else { throw ProviderFailure.unknown }
        let now = time.now
        return try await records.change(name) { deal in
            guard let place = deal.payments.firstIndex(where: { $0.number == number }) else { throw ProviderFailure.unknown }
            let payment = deal.payments[place]
            if let done = payment.refunds.first(where: { $0.reference == refund.reference }) { return Self.truth(done, of: refund.payment) }
            let left = payment.refunds.reduce(payment.amount) { $0 - $1.amount }
            guard refund.amount.currency == left.currency, refund.amount.minor <= left.minor else {
                throw ProviderFailure.refused(code: "MORE_THAN_IS_LEFT", reference: nil)
            }
            let done = OfflineDeal.Refund(reference: refund.reference, amount: refund.amount, at: now)
            deal.payments[place].refunds.append(done)
            return Self.truth(done, of: refund.payment)
        }
    }

    package func refund(_ name: String) async throws -> RefundTruth? {
        let parts = name.split(separator: "~").map(String.init)
        guard parts.count == 2 else { return nil }
        return try await payment(parts[0])?.refunds.first { $0.name == name }
    }

    package func dispute(_ name: String) async throws -> DisputeTruth? { nil }

    // MARK: Hearing of changes

    package func hint(in message: ProviderMessage) async throws -> ProviderHint { throw MessageRefusal.notGenuine }

    package func hints(from: Moment, until: Moment) async throws -> [ProviderHint]? { nil }

    // MARK: Keeping

    private func keep(_ deal: OfflineDeal, _ reference: String) async throws -> Approval {
        do {
            _ = try await records.insert(deal, id: reference)
        } catch StoreError.exists {}
        return Approval(name: reference, address: nil)
    }

    private func amend(_ name: String, _ change: @Sendable (inout OfflineDeal) -> Void) async throws {
        do {
            try await records.amend(name, change)
        } catch StoreError.missing {
            throw ProviderFailure.unknown
        }
    }

    private static func truth(_ payment: OfflineDeal.Payment, of deal: String, _ purpose: PaymentTruth.Purpose) -> PaymentTruth {
        let name = "\(deal)-\(payment.number)"
        return PaymentTruth(
            name: name, purpose: purpose, reference: deal, amount: payment.amount, state: .completed, at: payment.at,
            refunds: payment.refunds.map { truth($0, of: name) })
    }

    private static func truth(_ refund: OfflineDeal.Refund, of payment: String) -> RefundTruth {
        RefundTruth(
            name: "\(payment)~\(refund.reference)", payment: payment, reference: refund.reference, amount: refund.amount, state: .completed,
            at: refund.at)
    }

    private static func parts(_ payment: String) -> (deal: String, number: Int)? {
        let parts = payment.split(separator: "-").map(String.init)
        guard parts.count == 2, let number = Int(parts[1]) else { return nil }
        return (parts[0], number)
    }
}

extension Optional {
    fileprivate func flatMapAsync<T>(_ transform: (Wrapped) async throws -> T?) async rethrows -> T? {
        if let value = self { try await transform(value) } else { nil }
    }
}
