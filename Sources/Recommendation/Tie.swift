/// A title that profiles watched who watched another one: 16 bytes without holes.
struct Tie: Equatable {
    /// -1 for a free place.
    var title: Int32 = -1
    /// Watched after it, the closer the more, in `Tuning.steps`.
    var near: UInt32 = 0
    /// Watched by the same profiles, in `Tuning.steps`.
    var wide: UInt32 = 0
    /// Profiles it rests on.
    var people: UInt32 = 0

    /// Which ties stay when some must go: no two of one title have the same.
    var rank: UInt64 { UInt64(wide) << 32 | UInt64(~UInt32(bitPattern: title)) }

    mutating func add(near: UInt32, wide: UInt32) {
        self.near = Self.sum(self.near, near)
        self.wide = Self.sum(self.wide, wide)
        people &+= 1
    }

    private static func sum(_ left: UInt32, _ right: UInt32) -> UInt32 {
        let (sum, isTooMuch) = left.addingReportingOverflow(right)
        return isTooMuch ? .max : sum
    }
}
