import KinoraBilling
import KinoraKernel

extension Words {
    func state(_ state: Order.State) -> String {
        switch state {
        case .begun, .awaiting, .capturing: self(.orderWaits)
        case .paid: self(.orderPaid)
        case .void: self(.orderVoid)
        case .mismatched: self(.orderMismatched)
        }
    }

    func state(_ state: Subscription.State) -> String {
        switch state {
        case .begun, .awaiting: self(.orderWaits)
        case .active: self(.subscriptionActive)
        case .failing: self(.subscriptionFailing)
        case .paused: self(.subscriptionPaused)
        case .ended: self(.subscriptionEnded)
        case .void: self(.orderVoid)
        }
    }

    /// What is wrong with the payments of a subscription, and until when it can be put right: what was never paid is not open meanwhile.
    func failing(_ subscription: Subscription, graceDays: Int, at now: Moment) -> String {
        let end = (subscription.failingSince ?? now) + .seconds(graceDays * 86_400)
        return self(subscription.paidUntil == nil ? .failingUnpaid : .failingNotice, day(end))
    }

    /// `7.99 EUR every month`, and the days that are free.
    func price(of plan: Plan, _ prices: [Money]? = nil) -> String {
        let prices = (prices ?? plan.prices).map(money).joined(separator: ", ")
        let each = each(plan.isTaxIncluded ? prices : self(.plusTax, prices), plan.interval)
        return plan.trialDays.map { "\(each) · \(self(.trialDays, String($0)))" } ?? each
    }

    /// Why something could not be bought.
    func refusal(_ refusal: BillingRefusal) -> String {
        switch refusal {
        case .consentMissing: self(.consentMissing)
        case .alreadyOpen, .alreadySubscribed: self(.boughtAlready)
        case .voucher(.notForThis): self(.couponNotForThis)
        case .voucher: self(.codeNotGood)
        case .notOpen, .notForSale, .notThisWay, .noSuchThing, .amount, .notNow: self(.cannotBeBought)
        }
    }
}
