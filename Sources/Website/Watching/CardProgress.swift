import KinoraViewing

/// How far something was watched, as a bar.
struct CardProgress: Sendable {
    /// 0 … 100
    let percent: Int
    /// The same in words, for those who do not see the bar.
    let label: String

    /// Nil where there is nothing to show.
    init?(_ progress: Progress?, _ words: Words) {
        guard let progress else { return nil }
        if progress.isUnderWay {
            percent = max(1, Int(progress.share * 100))
            label = words(.watchedShare, String(percent))
        } else if progress.isWatched {
            percent = 100
            label = words(.watchedWhole)
        } else {
            return nil
        }
    }
}
