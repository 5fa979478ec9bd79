import KinoraDocuments
import KinoraKernel

/// On which terms a title can be watched. The document is called as its `SaleSubject`; where none stands, that of the collection, the season or the
/// series counts, at last the house's own `BillingRules.opening`.
package struct TitleTerms: Record, Hashable {
    package static let schema = CollectionSchema("title-terms", indexes: [.lookup("rightsHolder")])

    package var opening: Opening
    /// What a collection is called, which has no document of its own; nil for everything else.
    package var name: String?
    /// Holders of these plans, where it is open to subscribers; of any plan where none is named.
    @OrEmpty package var plans: [PlanID] = []
    package var rental: RentalTerms?
    /// What it costs to keep; empty where it is not for sale.
    @OrEmpty package var purchase: [Money] = []
    /// It can be rented and bought from here on; nil for always.
    package var soldFrom: Moment?
    /// It can be rented and bought until here; nil for ever. What was bought before stays good.
    package var soldUntil: Moment?
    /// Who gets a share of what it brings.
    package var rightsHolder: String?
    /// The rights holder's share, in millionths.
    package var holdersShare: Int64?

    package init(_ opening: Opening, plans: [PlanID] = [], rental: RentalTerms? = nil, purchase: [Money] = []) {
        self.opening = opening
        self.plans = plans
        self.rental = rental
        self.purchase = purchase
    }

    package func isSold(at now: Moment) -> Bool {
        soldFrom.map { now >= $0 } != false && soldUntil.map { now < $0 } != false
    }
}
