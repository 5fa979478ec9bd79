/// Frames per second as a fraction: 24000/1001.
package struct FrameRate: Codable, Hashable, Sendable {
    package var numerator: Int64
    package var denominator: Int64

    package init(_ numerator: Int64, _ denominator: Int64 = 1) {
        self.numerator = numerator
        self.denominator = denominator
    }

    package var perSecond: Double { Double(numerator) / Double(denominator) }
}
