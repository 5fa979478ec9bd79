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
}
