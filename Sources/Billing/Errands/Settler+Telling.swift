import KinoraDocuments
import KinoraKernel

extension Settler {
    /// Tells a member what became of a subscription. Each is told when the document changed to it; who is killed right then tells nothing.
    func tell(
        _ id: SubscriptionID, _ subscription: Subscription, before: Subscription?, _ known: [PublishedTerms], _ graceDays: Int
    ) async throws {
        guard let herald else { return }
        let terms = known.first { $0.terms.reference == subscription.agreements.last?.terms }?.terms
        let (title, member) = (subscription.title, subscription.member)
        if let terms {
            if let before, before.agreements.count < subscription.agreements.count {
                await herald.tell(.changed(title: terms.title, price: terms.price, each: terms.interval), to: member)
            }
            if let end = trialEnd(subscription, terms), try await tellsOfTrial(id) {
                await herald.tell(.trialEnds(title: title, at: end, price: terms.price, each: terms.interval), to: member)
            }
        }
        guard subscription.state != before?.state else { return }
        switch subscription.state {
        case .active where before?.state == .begun || before?.state == .awaiting:
            if let terms { await herald.tell(.subscribed(title: title, price: terms.price, each: terms.interval), to: member) }
        case .failing:
            let until = (subscription.failingSince ?? time.now) + .seconds(graceDays * 86_400)
            let isPaid = subscription.paidUntil != nil
            await herald.tell(
                isPaid ? .paymentFailed(title: title, openUntil: until) : .firstPaymentFailed(title: title, until: until), to: member)
        case .ended: try await tellCancellation(id)
        default: break
        }
    }

    /// Confirms a cancellation: as soon as it is asked for, whatever the provider says; at the end, where nobody asked. Once.
    func tellCancellation(_ id: SubscriptionID) async throws {
        guard let herald else { return }
        let untold = try await subscriptions.change(id.rawValue) { subscription -> Subscription? in
            guard subscription.wasCancellationTold != true, subscription.cancelledAt != nil,
                ![.begun, .awaiting, .void].contains(subscription.state)
            else { return nil }
            subscription.wasCancellationTold = true
            return subscription
        }
        guard let untold, let at = untold.cancelledAt else { return }
        let notice = BillingNotice.cancelled(
            title: untold.title, at: at, openUntil: untold.endsAt ?? untold.paidUntil, house: untold.reasonOfHouse)
        await herald.tell(notice, to: untold.member)
    }

    /// When the free days are over, where that is soon and something will be charged then.
    private func trialEnd(_ subscription: Subscription, _ terms: RecurringTerms) -> Moment? {
        guard subscription.hasTrial, subscription.state == .active, subscription.wish != .cancel, subscription.wasTrialTold != true,
            subscription.agreements.count == 1, let end = subscription.nextChargeAt ?? subscription.paidUntil,
            terms.freeUntil(from: subscription.madeAt) != nil, end > time.now, end <= time.now + Subscription.noticeOfTrial
        else { return nil }
        return end
    }

    /// Of several servers one tells.
    private func tellsOfTrial(_ id: SubscriptionID) async throws -> Bool {
        try await subscriptions.change(id.rawValue) { subscription in
            guard subscription.wasTrialTold != true else { return false }
            subscription.wasTrialTold = true
            return true
        }
    }
}
