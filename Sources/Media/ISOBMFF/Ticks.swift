/// Conversions between timescales, exact in 128 bits.
enum Ticks {
    /// To the nearest tick; halves away from zero. Results beyond 64 bits are held at the end of the range.
    static func rescale(_ ticks: Int64, from: Int64, to: Int64) -> Int64 {
        let product = Int128(ticks) * Int128(to)
        let half = Int128(from) / 2
        return clamp((product >= 0 ? product + half : product - half) / Int128(from))
    }

    static func rescaleUp(_ ticks: Int64, from: Int64, to: Int64) -> Int64 {
        divideUp(Int128(ticks) * Int128(to), Int128(from))
    }

    static func divideUp(_ dividend: Int128, _ divisor: Int128) -> Int64 {
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        return clamp(remainder > 0 ? quotient + 1 : quotient)
    }

    static func greatestCommonDivisor(_ left: Int64, _ right: Int64) -> Int64 {
        var (left, right) = (left, right)
        while right != 0 { (left, right) = (right, left % right) }
        return left
    }

    private static func clamp(_ value: Int128) -> Int64 {
        Int64(clamping: value)
    }
}
