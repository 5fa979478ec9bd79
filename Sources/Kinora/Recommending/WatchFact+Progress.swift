import KinoraRecommendation
import KinoraViewing

extension WatchFact {
    /// What a profile watched of a film or of one episode, as a graph is told it. Nil where somebody said by hand that it was not watched.
    ///
    /// Of a series with more than one episode there is more than one; the furthest counts.
    init?(_ progress: Progress, _ former: FormerTitles) {
        let isTakenBack = progress.markedAt == progress.lastAt && !progress.isWatched
        guard !isTakenBack else { return nil }
        // Who is at an episode is rarely there for the only time.
        let sittings = progress.kind == .episode ? max(2, progress.sittings) : progress.sittings
        self.init(
            profile: progress.profile, title: former.standing(progress.title), seconds: progress.seconds,
            completion: progress.isWatched ? 1 : progress.completion, at: progress.lastAt, sittings: max(1, sittings))
    }
}
