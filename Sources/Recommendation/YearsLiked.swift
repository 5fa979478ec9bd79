import Foundation

/// What speaks, by its year alone, for a title that hardly anybody knows: that the profile watches what is from those years, and that it is
/// not old yet.
struct YearsLiked {
    private let liking: [Float]

    private static let years: ClosedRange<Int32> = 1880...2100
    /// What is left of a liking one year on.
    private static let fading = exp(-1 / Tuning.yearSpread)

    /// Where a year stands; 0 for one that is none.
    static func place(of year: Int32) -> UInt8 { years.contains(year) ? UInt8(year - years.lowerBound + 1) : 0 }

    /// - Parameters:
    ///   - watched: places of years, the last watched first.
    ///   - second: when it is asked, since 1970.
    init(_ watched: some Sequence<UInt8>, at second: Int64) {
        var weights = [Float](repeating: 0, count: Self.years.count + 1)
        for (place, year) in watched.enumerated() { weights[Int(year)] += exp(-Float(place) / Tuning.contentFading) }
        weights[0] = 0
        var near = weights
        var (before, behind): (Float, Float) = (0, 0)
        for place in weights.indices.dropFirst() {
            near[place] += before
            before = (before + weights[place]) * Self.fading
        }
        for place in weights.indices.dropFirst().reversed() {
            near[place] += behind
            behind = (behind + weights[place]) * Self.fading
        }
        let most = max(near.max() ?? 0, .leastNormalMagnitude)
        let now = Self.place(at: second)
        liking = near.indices.map { place in
            guard place > 0 else { return 0 }
            let age = Float(max(0, now - place))
            return Tuning.louderYears * near[place] / most + (place > now + 1 ? 0 : Tuning.louderNew * exp(-age / Tuning.newYears))
        }
    }

    private static func place(at second: Int64) -> Int {
        let year = 1970 + Int32(clamping: (Double(second) / secondsOfYear).rounded(.down).clamped)
        return Int(min(max(year, years.lowerBound), years.upperBound) - years.lowerBound) + 1
    }

    private static let secondsOfYear = 31_556_952.0

    @inline(__always)
    subscript(place: UInt8) -> Float { liking[Int(place)] }
}

extension Double {
    /// As a whole number; nothing in a house is a million years away.
    fileprivate var clamped: Int64 { Int64(max(-1e6, min(self, 1e6))) }
}
