import KinoraKernel

/// What somebody wants to buy once.
package enum Wanted: Hashable, Sendable {
    case rental(SaleSubject)
    case purchase(SaleSubject)
    case pass(PassID)
    /// A pass, or some intervals of a plan, for somebody else.
    case giftPass(PassID)
    case giftPlan(PlanID, intervals: Int)
    case donation(Money)

    /// Intervals of a plan that can be given away at once.
    package static let mostIntervals = 12
}
