import KinoraBilling
import KinoraKernel

extension Words {
    func opening(_ opening: Opening) -> String {
        switch opening {
        case .free: self(.openingFree)
        case .members: self(.openingMembers)
        case .subscribers: self(.openingSubscribers)
        case .buyers: self(.openingBuyers)
        }
    }

    func unit(_ unit: Interval.Unit) -> String {
        switch unit {
        case .day: self(.unitDay)
        case .week: self(.unitWeek)
        case .month: self(.unitMonth)
        case .year: self(.unitYear)
        }
    }

    /// `1 month`, `3 months`.
    func units(_ count: Int, _ unit: Interval.Unit) -> String { "\(count) \(span(count, unit))" }

    /// `7.99 EUR every month`.
    func each(_ price: String, _ interval: Interval) -> String {
        guard interval.count == 1 else { return self(.priceEveryMany, price, String(interval.count), span(interval.count, interval.unit)) }
        return self(.priceEach, price, one(interval.unit))
    }

    private func span(_ count: Int, _ unit: Interval.Unit) -> String { count == 1 ? one(unit) : self.unit(unit) }

    private func one(_ unit: Interval.Unit) -> String {
        switch unit {
        case .day: self(.unitOneDay)
        case .week: self(.unitOneWeek)
        case .month: self(.unitOneMonth)
        case .year: self(.unitOneYear)
        }
    }

    func purpose(_ purpose: VoucherBatch.Purpose) -> String {
        switch purpose {
        case .coupon: self(.purposeCoupon)
        case .gift: self(.purposeGift)
        case .press: self(.purposePress)
        }
    }

    /// What a coupon takes off.
    func discount(_ batch: VoucherBatch) -> String {
        batch.percent.map { "−\(TaxRate(millionths: $0).percent) %" } ?? batch.off.map { "−\($0)" }.joined(separator: ", ")
    }

    /// Terms of a title in a line.
    func summary(_ terms: TitleTerms) -> String {
        var parts = [opening(terms.opening)]
        if let rental = terms.rental { parts.append(self(.rentFor, rental.prices.typed)) }
        if !terms.purchase.isEmpty { parts.append(self(.buyFor, terms.purchase.typed)) }
        if let holder = terms.rightsHolder { parts.append(holder) }
        return parts.joined(separator: " · ")
    }

    func kind(_ kind: LedgerEntry.Kind) -> String {
        switch kind {
        case .payment: self(.kindPayment)
        case .refund: self(.kindRefund)
        case .disputed: self(.kindDisputed)
        case .disputeWon: self(.kindDisputeWon)
        case .disputeLost: self(.kindDisputeLost)
        case .given, .withdrawn, .begun, .grace, .ended: kind.rawValue
        }
    }

    func incident(_ kind: Incident.Kind) -> String {
        switch kind {
        case .mismatch: self(.incidentMismatch)
        case .unexpectedAmount: self(.incidentAmount)
        case .paidTwice: self(.incidentTwice)
        case .paidAfterAll: self(.incidentAfterAll)
        case .dispute: self(.incidentDispute)
        case .refused: self(.incidentRefused)
        case .messageGivenUp: self(.incidentMessage)
        }
    }

    /// Why something that an owner asked for was not done.
    func ownersRefusal(_ refusal: BillingRefusal) -> String {
        switch refusal {
        case .amount: self(.sellingTooMuch)
        case .noSuchThing: self(.sellingUnknown)
        default: self(.sellingNotNow)
        }
    }
}
