import KinoraKernel

/// What renting costs, and for how long.
package struct RentalTerms: Codable, Hashable, Sendable {
    package var prices: [Money]
    /// So many hours one may wait before one begins; then the rental is over.
    package var hoursToBegin: Int
    /// So many hours one has from the beginning on, as often as one likes.
    package var hoursToFinish: Int

    package init(prices: [Money], hoursToBegin: Int = 30 * 24, hoursToFinish: Int = 48) {
        self.prices = prices
        self.hoursToBegin = hoursToBegin
        self.hoursToFinish = hoursToFinish
    }
}
