import KinoraKernel

/// Whether somebody may play something, by what was paid.
package enum PlayAnswer: Hashable, Sendable {
    /// - Parameter until: when what opens it is over; nil for no such end.
    case open(until: Moment?)
    /// Not before something is paid; says what there is to buy.
    case closed(Offers)

    /// What opens a title.
    package struct Offers: Hashable, Sendable {
        /// Whether a subscription does; and which, where not any.
        package var isForSubscribers: Bool
        package var plans: [PlanID]
        /// What is rented or bought: the subject whose terms count.
        package var subject: SaleSubject?
        package var rental: RentalTerms?
        package var purchase: [Money]

        package var isEmpty: Bool { !isForSubscribers && rental == nil && purchase.isEmpty }
    }
}
