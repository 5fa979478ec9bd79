import KinoraPreparation

/// Everything that is being prepared, was, or could not be: what the preparation page shows at one moment.
struct JobBoard: Codable, Hashable, Sendable {
    let groups: [Group]
    let isEmpty: Bool
    /// Why nothing runs now; nil when something may.
    let standing: String?
    /// When everything will be done; nil when nothing waits.
    let forecast: String?
    /// The one thing that can be done about all jobs.
    let all: JobLine.Action

    struct Group: Codable, Hashable, Sendable {
        /// The state's name.
        let id: String
        let title: String
        let count: Int
        let jobs: [JobLine]
        /// `and 120 more`; empty where all are shown.
        let more: String
        let advice: String?
        let isShown: Bool
    }

    /// Which states are listed, in which order, and how many jobs of each at most.
    private static let order: [(Job.State, Phrase, Int)] = [
        (.running, .beingPrepared, 20), (.failed, .failed, 50), (.paused, .paused, 50), (.waiting, .waiting, 10), (.done, .ready, 12),
        (.cancelled, .cancelled, 12),
    ]

    init(_ desk: any JobDesk, _ words: Words) async throws {
        var groups: [Group] = []
        for (state, phrase, most) in Self.order {
            let count = try await desk.count(state)
            let jobs = count == 0 ? [] : try await desk.jobs(state, atMost: most).map { JobLine($0, words) }
            let more = count > jobs.count ? words(.andMore, String(count - jobs.count)) : ""
            let advice = state == .failed ? words(.adviceForFailed) : nil
            groups.append(
                Group(
                    id: state.rawValue, title: words(phrase), count: count, jobs: jobs, more: more, advice: advice, isShown: !jobs.isEmpty))
        }
        self.groups = groups
        let outlook = try await desk.outlook()
        standing = outlook.standingText(words)
        forecast = outlook.forecastText(words)
        all = JobLine.Action(
            name: outlook.isPaused ? "resume" : "pause", address: Place.preparationPause(!outlook.isPaused).address,
            label: words(outlook.isPaused ? .actionResumeAll : .actionPauseAll))
        isEmpty = groups.allSatisfy { $0.count == 0 }
    }
}
