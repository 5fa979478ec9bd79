/// What one short stretch of a film told about its renditions.
package struct LadderSample: Hashable, Sendable {
    /// Bits per second of each candidate, the largest first.
    package var rates: [Double]
    /// SSIM of the brightness in decibels, of each candidate.
    package var likeness: [Double]
    /// How like the largest rendition is to itself made as small as the second and large again, in decibels; nil when there is no second.
    package var detail: Double?

    package init(rates: [Double], likeness: [Double], detail: Double? = nil) {
        self.rates = rates
        self.likeness = likeness
        self.detail = detail
    }
}
