import KinoraDocuments
import KinoraKernel

package typealias PlanID = Identifier<Plan>

/// A subscription that the house offers. Changing its price changes nothing for those who have it: they keep the terms they agreed to.
package struct Plan: Record, Hashable {
    package static let schema = CollectionSchema("plans", indexes: [.lookup("isOffered", "place")])

    package var name: String
    package var summary: String?
    package var interval: Interval
    /// One price for each currency in which it is offered.
    package var prices: [Money]
    /// In the same currencies; empty for none.
    @OrEmpty package var setUpFees: [Money] = []
    /// Whether the prices include tax.
    package var isTaxIncluded: Bool
    /// Days without payment at the beginning; nil for none. Everybody has a trial once, whatever the plan.
    package var trialDays: Int?
    /// Whether it can be chosen by new subscribers.
    package var isOffered: Bool
    /// Its place on the page of plans.
    package var place: Int

    package static let mostTrialDays = 365

    package init(name: String, interval: Interval, prices: [Money], isTaxIncluded: Bool = true, trialDays: Int? = nil, place: Int = 0) {
        self.name = name
        self.interval = interval
        self.prices = prices
        self.isTaxIncluded = isTaxIncluded
        self.trialDays = trialDays
        isOffered = true
        self.place = place
    }
}
