import KinoraKernel
import KinoraRecommendation
import KinoraViewing

/// Watches in the order in which they began. Films that became one were watched as one.
struct BegunWatches {
    private let former: FormerTitles
    private var begun: [(at: Moment, fact: WatchFact)] = []
    /// Of films with several names, by profile and the name under which they stand.
    private var several: [String: Progress] = [:]

    init(_ former: FormerTitles) {
        self.former = former
    }

    mutating func add(_ progress: Progress) {
        let names = former.names(of: progress.feature)
        guard names.count > 1 else { return note(progress) }
        let name = Progress.name(names[0], of: progress.profile)
        several[name] = several[name]?.joined(with: progress) ?? progress
    }

    private mutating func note(_ progress: Progress) {
        if let fact = WatchFact(progress, former) { begun.append((progress.firstAt, fact)) }
    }

    /// All of them.
    func facts() -> [WatchFact] {
        var all = self
        for progress in several.values { all.note(progress) }
        all.begun.sort { ($0.at, $0.fact.at, $0.fact.title, $0.fact.profile) < ($1.at, $1.fact.at, $1.fact.title, $1.fact.profile) }
        return all.begun.map(\.fact)
    }
}
