/// How far a job is, as its document says and the preparation page shows.
package struct JobProgress: Hashable, Sendable {
    package var stage: Job.Stage
    /// 0 … 1 of the whole job.
    package var fraction: Double
    package var secondsLeft: Double?
    /// How much of the film can be watched already, in milliseconds; nil when nothing changed about that.
    package var watchable: Int64?

    package init(stage: Job.Stage, fraction: Double, secondsLeft: Double? = nil, watchable: Int64? = nil) {
        self.stage = stage
        self.fraction = fraction
        self.secondsLeft = secondsLeft
        self.watchable = watchable
    }
}
