import KinoraKernel

/// What the graph is told of a watch: a profile saw something of a title.
package struct WatchFact: Sendable, Hashable {
    package var profile: String
    /// A film or a series; an episode counts for its series.
    package var title: String
    package var seconds: Double
    /// 0 … 1, how far it went.
    package var completion: Double
    package var at: Moment
    /// Whether it begins a new sitting, and so counts as once more.
    package var isNewSitting: Bool
    /// Nil for a stretch, which is added to what is known. Otherwise the fact is the sum of all stretches so far, in so many sittings, and
    /// may be told again.
    package var sittings: Int?

    package init(
        profile: String, title: String, seconds: Double = 0, completion: Double = 1, at: Moment, isNewSitting: Bool = true,
        sittings: Int? = nil
    ) {
        self.profile = profile
        self.title = title
        self.seconds = seconds
        self.completion = completion
        self.at = at
        self.isNewSitting = isNewSitting
        self.sittings = sittings
    }
}
