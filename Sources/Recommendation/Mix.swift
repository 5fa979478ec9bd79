/// How much each voice says.
struct Mix {
    /// What comes next, mood, taste; the last is nothing.
    var ties: SIMD4<Float>
    var content: Float
    /// How much more content says of a title of which ties say nothing.
    var quiet: Float
    var popular: Float
    /// How loud titles that hardly anybody knows are made (`RecommendationEngine.suited`): as ties are, which they stand against.
    var louder: Float

    /// For a profile.
    ///
    /// - Parameter freshness: 0 … 1, how much of the mood of the last watch is left.
    init(freshness: Float = 1) {
        ties = SIMD4(freshness * Tuning.nextWeight, freshness * Tuning.moodWeight, Tuning.tasteWeight, 0)
        content = Tuning.contentWeight
        quiet = Tuning.quietWeight
        popular = Tuning.popularWeight + (1 - freshness) * Tuning.popularInstead
        louder = ties.sum() / (Tuning.nextWeight + Tuning.moodWeight + Tuning.tasteWeight)
    }

    private init(ties: SIMD4<Float>, content: Float, quiet: Float) {
        self.ties = ties
        self.content = content
        self.quiet = quiet
        popular = 0
        louder = 0
    }

    /// For what is like a title. That hardly anybody watched something is no word against it.
    static let likeness = Mix(ties: SIMD4(0, 0.35, 0.35, 0), content: 0.9, quiet: 0.5)
}
