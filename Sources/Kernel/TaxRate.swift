/// A rate of tax in millionths: 19 % are 190 000, 8.875 % are 88 750.
///
/// Tax is computed once for a payment, from its total, never by lines: rounded to the nearest minor unit, halves away from zero. Net and tax
/// always add up to what is paid.
package struct TaxRate: Hashable, Sendable, Codable {
    package static let none = TaxRate(millionths: 0)
    private static let whole: Int64 = 1_000_000

    package let millionths: Int64

    /// - Parameter millionths: 0 to a million; others are cut to that.
    package init(millionths: Int64) {
        self.millionths = min(max(0, millionths), Self.whole)
    }

    /// A rate as people write it, without the sign: `19`, `8.1`, `8.875`; at most four digits behind the point. Nil for anything else.
    package init?(percent text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let rest = parts.count == 2 ? parts[1] : "0"
        guard let whole = parts.first, (1...3).contains(whole.utf8.count), (1...4).contains(rest.utf8.count),
            "\(whole)\(rest)".utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let units = Int64(whole), let fraction = Int64(rest)
        else { return nil }
        let millionths = units * 10_000 + (rest.utf8.count..<4).reduce(fraction) { value, _ in value * 10 }
        guard millionths <= Self.whole else { return nil }
        self.init(millionths: millionths)
    }

    /// `19`, `8.1`.
    package var percent: String {
        let (whole, rest) = millionths.quotientAndRemainder(dividingBy: 10_000)
        guard rest > 0 else { return String(whole) }
        var digits = String(String(10_000 + rest).dropFirst())
        while digits.last == "0" { digits.removeLast() }
        return "\(whole).\(digits)"
    }

    /// The tax in an amount that includes it.
    package func within(_ gross: Money) -> Money { gross.times(millionths, dividedBy: Self.whole + millionths) }

    /// The tax that comes on top of an amount without it.
    package func onTop(of net: Money) -> Money { net.times(millionths, dividedBy: Self.whole) }

    package init(from decoder: any Decoder) throws {
        self.init(millionths: try decoder.singleValueContainer().decode(Int64.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(millionths)
    }
}
