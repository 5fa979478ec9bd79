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

    package init(
        profile: String, title: String, seconds: Double = 0, completion: Double = 1, at: Moment, isNewSitting: Bool = true
    ) {
        self.profile = profile
        self.title = title
        self.seconds = seconds
        self.completion = completion
        self.at = at
        self.isNewSitting = isNewSitting
    }
}
