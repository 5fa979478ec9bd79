import KinoraDocuments
import KinoraKernel

/// What plans brought in one month of the house's calendar, in each currency: sums that are kept so that nobody adds up years of the ledger for
/// a page. They follow from the ledger alone and are made anew whenever something changed that they are about.
package struct RevenueMonth: Record, Hashable {
    package static let schema = CollectionSchema("revenue-months", indexes: [.lookup("serial")])

    package struct Line: Codable, Hashable, Sendable {
        package var revenue: Money
        package var subscribers: Int
        package var before: Int
        package var lost: Int
    }

    /// Months since the year 0.
    package var serial: Int
    /// Grows with everything that is booked for the month: sums that were added up meanwhile are not kept.
    package var generation: Int
    /// Nil as long as nobody added them up.
    package var lines: [Line]?
    /// Until when they were added up; before the month's end while it runs.
    package var until: Moment?

    init(serial: Int) {
        self.serial = serial
        generation = 0
    }
}
