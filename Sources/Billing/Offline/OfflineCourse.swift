import KinoraKernel

/// How a subscription without a network runs: when its next payment is due, and what that pays for. Follows from the deal and its terms alone.
struct OfflineCourse {
    let state: SubscriptionTruth.State
    let startedAt: Moment?
    /// When the next payment is due; nil where none is.
    let dueAt: Moment?
    /// How much the next payment is.
    let nextAmount: Money
    /// For how long the next payment pays.
    private let interval: Interval
    /// Since when intervals were paid without a gap; nil where none was.
    private let runsSince: Moment?

    init(_ deal: OfflineDeal, _ terms: RecurringTerms) {
        let free = terms.freeUntil(from: deal.madeAt)
        let isFree = free != nil && deal.payments.isEmpty
        startedAt = deal.hadTrial || isFree ? deal.madeAt : deal.payments.first?.at
        runsSince = deal.runSince(deal.payments.count - 1)
        dueAt = deal.payments.last?.until ?? (startedAt == nil ? nil : free)
        // Intervals at another price that are not used up come first.
        let phases = terms.phases.filter { !$0.price.isZero }.flatMap { Array(repeating: $0, count: $0.times) }
        let phase = phases.dropFirst(deal.payments.count).first
        interval = phase?.interval ?? terms.interval
        nextAmount = (phase?.price ?? terms.price) + (deal.payments.isEmpty ? terms.setUpFee : .zero(terms.currency))
        if deal.isCancelled {
            state = .cancelled
        } else if deal.isSuspended {
            state = .suspended
        } else {
            state = startedAt == nil ? .awaitingApproval : .active
        }
    }

    /// What a payment of this moment pays for: the time behind what is paid already, or from now on where that is long over.
    func covers(from moment: Moment) -> (from: Moment, until: Moment) {
        let from = dueAt.map { max($0, moment - Entitlements.slack) } ?? moment
        return (from, interval.end(from: from, inRunSince: from == dueAt ? runsSince ?? from : from))
    }
}
