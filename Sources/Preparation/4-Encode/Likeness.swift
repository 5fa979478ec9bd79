/// How like encoded pictures are to what was encoded: SSIM of the brightness, in decibels (-10 log10(1 - SSIM)).
package struct Likeness: Hashable, Sendable {
    /// Of each output, in their order.
    package var encoded: [Double]
    /// Of the largest, made smaller and large again; nil when it was not asked for.
    package var detail: Double?

    package init(encoded: [Double], detail: Double? = nil) {
        self.encoded = encoded
        self.detail = detail
    }
}
