/// Frames per second as a fraction: 24000/1001.
package struct FrameRate: Codable, Hashable, Sendable {
    package var numerator: Int64
    package var denominator: Int64

    package init(_ numerator: Int64, _ denominator: Int64 = 1) {
        self.numerator = numerator
        self.denominator = denominator
    }

    package var perSecond: Double { Double(numerator) / Double(denominator) }

    /// Rates outside are not packaged: about one picture in 16 minutes to a thousand a second.
    package var isPlausible: Bool {
        (1...1_000_000).contains(numerator) && (1...1_000_000).contains(denominator) && numerator <= denominator * 1000
    }

    /// The ticks per second in which a picture lasts a whole number of ticks, and that number: 24000 and 1001, or 25000 and 1000.
    package var ticks: (timescale: Int64, perFrame: Int64) {
        let divisor = Ticks.greatestCommonDivisor(numerator, denominator)
        let scale: Int64 = numerator / divisor < 10_000 ? 1000 : 1
        return (numerator / divisor * scale, denominator / divisor * scale)
    }
}
