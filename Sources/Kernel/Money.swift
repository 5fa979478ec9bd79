/// An amount of money: whole minor units of a currency, never a floating-point number.
///
/// Amounts of different currencies are never added: whoever has several keeps them apart. Sums beyond `most` trap; what comes from elsewhere
/// is parsed, and refused there.
package struct Money: Hashable, Sendable {
    /// In minor units. Far beyond any price, and far below what would overflow when many are added.
    package static let most: Int64 = 1_000_000_000_000

    package let minor: Int64
    package let currency: Currency

    package init(minor: Int64, _ currency: Currency) {
        precondition(minor.magnitude <= UInt64(Self.most * 1000), "No house takes so much money.")
        self.minor = minor
        self.currency = currency
    }

    package static func zero(_ currency: Currency) -> Money { Money(minor: 0, currency) }

    package var isZero: Bool { minor == 0 }
    package var isNegative: Bool { minor < 0 }

    package static func + (left: Money, right: Money) -> Money {
        precondition(left.currency == right.currency, "Amounts of different currencies cannot be added.")
        return Money(minor: left.minor + right.minor, left.currency)
    }

    package static func - (left: Money, right: Money) -> Money { left + -right }

    package static prefix func - (money: Money) -> Money { Money(minor: -money.minor, money.currency) }
}

// MARK: Decimal texts

extension Money: CustomStringConvertible {
    /// The smallest text that is this amount with all digits of its currency: `12.50`, `-0.05`, `1200` for yen.
    package var decimal: String {
        let units = currency.minorUnits
        let whole = "\(minor < 0 ? "-" : "")\(minor.magnitude / UInt64(units))"
        guard currency.digits > 0 else { return whole }
        let rest = String(minor.magnitude % UInt64(units))
        return "\(whole).\(String(repeating: "0", count: currency.digits - rest.count))\(rest)"
    }

    package var description: String { "\(decimal) \(currency.code)" }

    /// An amount as programs write it: digits, and behind a point no more digits than the currency has, even zeros. Nil for anything else
    /// (signs but `-`, spaces, exponents, separators), and for more than `most`.
    package init?(decimal text: some StringProtocol, _ currency: Currency) {
        var digits = Substring(text)
        let isNegative = digits.first == "-"
        if isNegative { digits.removeFirst() }
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, let units = Self.number(whole) else { return nil }
        var minor: Int64 = 0
        if parts.count == 2 {
            guard let rest = Self.number(parts[1]), parts[1].utf8.count <= currency.digits else { return nil }
            minor = (parts[1].utf8.count..<currency.digits).reduce(rest) { value, _ in value * 10 }
        }
        guard units <= Self.most / currency.minorUnits else { return nil }
        minor += units * currency.minorUnits
        guard minor <= Self.most else { return nil }
        self.init(minor: isNegative ? -minor : minor, currency)
    }

    private static func number(_ digits: Substring) -> Int64? {
        guard (1...13).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64(digits)
    }
}

// MARK: Parts

extension Money {
    /// A share, in millionths: rounded to the nearest minor unit, halves away from zero, as merchants do.
    package func share(millionths: Int64) -> Money { times(millionths, dividedBy: 1_000_000) }

    /// `self * factor / divisor`, rounded to the nearest minor unit, halves away from zero.
    package func times(_ factor: Int64, dividedBy divisor: Int64) -> Money {
        precondition(divisor > 0, "Money cannot be divided by that.")
        let isNegative = (minor < 0) != (factor < 0)
        let product = minor.magnitude.multipliedFullWidth(by: factor.magnitude)
        let (quotient, remainder) = divisor.magnitude.dividingFullWidth(product)
        let rounded = remainder >= divisor.magnitude - remainder ? quotient + 1 : quotient
        return Money(minor: isNegative ? -Int64(rounded) : Int64(rounded), currency)
    }

    /// Gives the whole amount out by weights: nothing is lost, nothing is made. Each gets its share cut to the minor unit; what is left goes,
    /// one unit each, to those who lost most by the cut, of equals to the first. Where all weights are zero, the first gets everything.
    package func allocated(by weights: [Int64]) -> [Money] {
        precondition(!weights.isEmpty && weights.allSatisfy { $0 >= 0 }, "Money is given out by weights.")
        let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
        guard total > 0 else { return [self] + weights.dropFirst().map { _ in .zero(currency) } }
        var parts: [Int128] = []
        var lost: [(place: Int, rest: Int128)] = []
        for (place, weight) in weights.enumerated() {
            let (quotient, rest) = (Int128(minor.magnitude) * Int128(weight)).quotientAndRemainder(dividingBy: total)
            parts.append(quotient)
            lost.append((place, rest))
        }
        let left = Int(Int128(minor.magnitude) - parts.reduce(0, +))
        for (place, _) in lost.sorted(by: { ($1.rest, $0.place) < ($0.rest, $1.place) }).prefix(left) { parts[place] += 1 }
        return parts.map { Money(minor: minor < 0 ? -Int64($0) : Int64($0), currency) }
    }
}

extension Money: Codable {
    private enum CodingKeys: String, CodingKey { case minor, currency }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let minor = try container.decode(Int64.self, forKey: .minor)
        guard minor.magnitude <= UInt64(Self.most * 1000) else {
            throw DecodingError.dataCorruptedError(forKey: .minor, in: container, debugDescription: "more money than there is")
        }
        self.init(minor: minor, try container.decode(Currency.self, forKey: .currency))
    }
}
