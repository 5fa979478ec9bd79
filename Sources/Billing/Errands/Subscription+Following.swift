import KinoraKernel

extension Subscription {
    /// What is to be asked of the provider next.
    enum Step: Hashable { case nothing, cancel, suspend, activate, revise }

    /// Takes over what the provider says, and decides what follows.
    /// - Parameters:
    ///   - paidUntil: by the ledger.
    ///   - names: what the provider calls the terms that were agreed to or proposed.
    ///   - titles: what members call them.
    mutating func follow(
        _ truth: SubscriptionTruth, paidUntil: Moment?, names: [String: String], titles: [String: String], graceDays: Int,
        patience: Duration, at now: Moment
    ) -> Step {
        self.paidUntil = paidUntil
        nextChargeAt = truth.nextChargeAt
        approval = truth.approval ?? (wish == .change ? approval : nil)
        if let proposed, truth.terms == names[proposed.terms] { agree(proposed, titles[proposed.terms], at: now) }
        switch truth.state {
        case .awaitingApproval: return stillAwaiting(now, patience)
        case .approved: return wish == .cancel || state == .void ? .cancel : .activate
        case .active: return followActive(truth, graceDays, now)
        case .suspended: return followSuspended(graceDays, now)
        case .cancelled, .expired: return over(now)
        }
    }

    private mutating func agree(_ agreement: Agreement, _ title: String?, at now: Moment) {
        var agreement = agreement
        agreement.since = now
        agreements.append(agreement)
        plan = agreement.plan
        self.title = title ?? self.title
        proposed = nil
        if wish == .change { wish = nil }
    }

    private mutating func stillAwaiting(_ now: Moment, _ patience: Duration) -> Step {
        if wish == .cancel || state == .void || now.since(madeAt) > patience {
            (state, liveKey) = (.void, nil)
            return .cancel
        }
        state = .awaiting
        return .nothing
    }

    private mutating func followActive(_ truth: SubscriptionTruth, _ graceDays: Int, _ now: Moment) -> Step {
        if state.isOver || wish == .cancel { return .cancel }
        if wish == .pause { return .suspend }
        if wish == .resume { wish = nil }
        let isLate = truth.nextChargeAt.map { now > $0 + Entitlements.slack } ?? false
        guard truth.failedCharges > 0 || isLate else {
            (state, failingSince) = (.active, nil)
            return wish == .change ? .revise : .nothing
        }
        return fail(graceDays, now)
    }

    private mutating func followSuspended(_ graceDays: Int, _ now: Moment) -> Step {
        if state.isOver || wish == .cancel { return .cancel }
        if wish == .resume { return .activate }
        if wish == .pause || state == .paused {
            (state, wish, failingSince) = (.paused, nil, nil)
            return .nothing
        }
        return fail(graceDays, now)
    }

    private mutating func fail(_ graceDays: Int, _ now: Moment) -> Step {
        let since = failingSince ?? now
        failingSince = since
        state = .failing
        guard now >= since + .seconds(graceDays * 86_400) else { return .nothing }
        wish = .cancel
        cancelledAt = now
        return .cancel
    }

    private mutating func over(_ now: Moment) -> Step {
        let neverBegan = paidUntil == nil && (state == .begun || state == .awaiting || state == .void)
        state = neverBegan ? .void : .ended
        (liveKey, wish, proposed, nextChargeAt) = (nil, nil, nil, nil)
        if state == .ended { cancelledAt = cancelledAt ?? now }
        return .nothing
    }
}
