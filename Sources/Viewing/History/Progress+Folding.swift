import KinoraKernel

/// How reports become the sum. Adding is a rule without effects, and safe to repeat:
///
/// 1. A report is known by its sitting and its number. One that was counted changes nothing.
/// 2. Of one sitting no more seconds are believed than have passed since it began, give or take some for clocks.
/// 3. Its seconds count however late it comes. The place moves only by the newest report of its sitting, and of two devices that play at
///    once by the one that was heard of last.
extension Progress {
    /// - Returns: whether the report was new.
    /// - Throws: `WatchRefusal.fasterThanTime`; nothing is changed then.
    mutating func add(_ entry: WatchEntry) throws(WatchRefusal) -> Bool {
        let (report, known) = (entry.report, recent.firstIndex { $0.name == entry.report.sitting })
        var sitting = known.map { recent[$0] } ?? Sitting(entry)
        guard !sitting.hasCounted(report.number) else { return false }
        let passed = entry.at.since(sitting.beganAt).inSeconds
        guard sitting.seconds + report.seconds <= max(0, passed) + WatchEntry.tolerance else { throw .fasterThanTime }
        let isNewest = sitting.isNewest(report.number) && entry.at >= lastAt
        sitting.count(report.number)
        sitting.seconds += report.seconds
        if known == nil { sittings += 1 }
        if entry.completion >= FeatureUsage.asGoodAsWhole, !sitting.isFinished {
            sitting.isFinished = true
            finished += 1
            isWatched = true
        }
        if let known { recent.remove(at: known) }
        recent = (recent + [sitting]).suffix(Self.mostRecent)
        sum(entry, isNewest: isNewest)
        return true
    }

    private mutating func sum(_ entry: WatchEntry, isNewest: Bool) {
        seconds += entry.report.seconds
        completion = max(completion, entry.completion)
        firstAt = min(firstAt, entry.at - .seconds(entry.report.seconds))
        guard isNewest else { return }
        position = entry.position
        length = entry.length
        lastAt = entry.at
    }

    /// Says by hand that it was watched, or was not. The place is forgotten either way.
    mutating func mark(isWatched: Bool, at now: Moment) {
        self.isWatched = isWatched
        markedAt = now
        position = 0
        lastAt = max(lastAt, now)
    }
}
