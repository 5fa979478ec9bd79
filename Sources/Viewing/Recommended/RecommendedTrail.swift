import KinoraDocuments
import KinoraKernel

/// What a profile was shown in rows of recommendations lately, and how far it went with it: so that every process of a house, and one that
/// begins anew, knows which row a title was opened from. The document is called as the profile is.
///
/// What processes tell may come in any order (`take`): one opened from what another showed, and the other may say so later. Bounded in both
/// directions: the last few titles, for a day at most.
package struct RecommendedTrail: Record, Hashable {
    package static let schema = CollectionSchema("recommended-trails", indexes: [.lookup("profile"), .lookup("until")])

    /// Where rows stand: a title that is opened counts for the row on the page that it was opened from.
    package enum Page: String, Codable, Sendable { case home, title }

    /// A title in a row of a page.
    struct Shown: Codable, Hashable, Sendable {
        var title: String
        var page: Page
        /// The kind of row.
        var row: String
        /// For the first time, and again until.
        var since: Moment
        var at: Moment
    }

    /// A title that was opened from a page with rows, or played.
    struct Followed: Codable, Hashable, Sendable {
        var title: String
        var page: Page?
        var openedAt: Moment?
        var startedAt: Moment?
        var finishedAt: Moment?
        /// The row that it was opened from, once that is known.
        var row: String?
        /// How many steps behind "shown" are counted; none is counted twice.
        var counted = 0

        init(_ title: String) { self.title = title }

        var lastAt: Moment { [openedAt, startedAt, finishedAt].compactMap { $0 }.max() ?? Moment(milliseconds: 0) }
    }

    /// A step that is to be counted.
    struct Count: Hashable, Sendable {
        var row: String
        var step: RecommendedDay.Step
        var at: Moment
    }

    package var profile: String
    var shown: [Shown] = []
    var followed: [Followed] = []
    /// From then on there is nothing in it that is worth keeping.
    package var until = Moment(milliseconds: 0)

    init(profile: String) { self.profile = profile }

    static let mostShown = 150
    static let mostFollowed = 40
    static let shownFor = Duration.seconds(3600)
    static let followedFor = Duration.seconds(86_400)
    /// What was opened from nobody knows which row waits so long for a process that does.
    static let unknownFor = Duration.seconds(600)
    /// Clocks of two machines differ by so much at most.
    private static let slack = Duration.seconds(5)
    /// What is shown again within this time is not noted again.
    private static let again = Duration.seconds(600)

    /// Takes in what happened, in any order, and says what is to be counted now.
    mutating func take(_ news: RecommendedNews, at now: Moment) -> [Count] {
        drop(at: now)
        for entry in news.shown.values { show(entry) }
        for step in news.steps.sorted(by: { $0.at < $1.at }) { go(step) }
        let counts = followed.indices.flatMap { count($0) }
        shown = Array(shown.sorted { ($0.at, $0.title) > ($1.at, $1.title) }.prefix(Self.mostShown))
        followed = Array(followed.sorted { ($0.lastAt, $0.title) > ($1.lastAt, $1.title) }.prefix(Self.mostFollowed))
        let ends = shown.map { $0.at + Self.shownFor } + followed.map { $0.lastAt + (($0.row == nil) ? Self.unknownFor : Self.followedFor) }
        until = ends.max() ?? until
        return counts
    }

    private mutating func drop(at now: Moment) {
        shown.removeAll { now.since($0.at) > Self.shownFor }
        followed.removeAll { now.since($0.openedAt ?? $0.lastAt) > ($0.row == nil ? Self.unknownFor : Self.followedFor) }
    }

    private mutating func show(_ entry: Shown) {
        guard let place = shown.firstIndex(where: { $0.title == entry.title && $0.page == entry.page }) else { return shown.append(entry) }
        guard shown[place].row == entry.row else {
            shown[place] = entry.at > shown[place].at ? entry : shown[place]
            return
        }
        shown[place].since = min(shown[place].since, entry.since)
        if entry.at.since(shown[place].at) > Self.again { shown[place].at = entry.at }
    }

    private mutating func go(_ step: RecommendedNews.Step) {
        let place = followed.firstIndex { $0.title == step.title } ?? followed.count
        if place == followed.count { followed.append(Followed(step.title)) }
        switch step.kind {
        case .opened(let page) where followed[place].row == nil: (followed[place].page, followed[place].openedAt) = (page, step.at)
        case .opened: break
        case .started where followed[place].counted < 2: followed[place].startedAt = step.at
        case .finished where followed[place].counted < 3: followed[place].finishedAt = step.at
        case .started, .finished: break
        }
    }

    /// What can be counted of a title by now: each step once, and none before the one before it.
    private mutating func count(_ place: Int) -> [Count] {
        var entry = followed[place]
        defer { followed[place] = entry }
        guard let opened = entry.openedAt, let page = entry.page else { return [] }
        if entry.row == nil {
            entry.row =
                shown.first {
                    $0.title == entry.title && $0.page == page && $0.since - Self.slack <= opened && opened <= $0.at + Self.shownFor
                }?.row
        }
        guard let row = entry.row else { return [] }
        var counts: [Count] = []
        if entry.counted == 0 {
            counts.append(Count(row: row, step: .opened, at: opened))
            entry.counted = 1
        }
        if entry.counted == 1, let started = entry.startedAt, started >= opened - Self.slack {
            counts.append(Count(row: row, step: .started, at: started))
            entry.counted = 2
        }
        if entry.counted == 2, let started = entry.startedAt, let finished = entry.finishedAt, finished >= started - Self.slack {
            counts.append(Count(row: row, step: .finished, at: finished))
            entry.counted = 3
        }
        return counts
    }
}

/// What one process saw a profile do with rows of recommendations, until it is written.
struct RecommendedNews: Sendable {
    enum Kind: Hashable, Sendable {
        case opened(RecommendedTrail.Page)
        case started, finished
    }

    struct Step: Hashable, Sendable {
        var title: String
        var kind: Kind
        var at: Moment
    }

    struct Place: Hashable, Sendable {
        var page: RecommendedTrail.Page
        var title: String
    }

    private(set) var shown: [Place: RecommendedTrail.Shown] = [:]
    private(set) var steps: [Step] = []

    /// Steps until the next writing.
    private static let mostSteps = 60

    /// Whether it is worth a document where there is none: of what is merely played nothing need be known.
    var isBeginning: Bool {
        !shown.isEmpty
            || steps.contains {
                if case .opened = $0.kind { true } else { false }
            }
    }

    mutating func show(_ title: String, in row: String, on page: RecommendedTrail.Page, at now: Moment) {
        let place = Place(page: page, title: title)
        if let known = shown[place], known.row == row {
            shown[place]?.at = now
        } else if shown.count < RecommendedTrail.mostShown {
            shown[place] = .init(title: title, page: page, row: row, since: now, at: now)
        }
    }

    mutating func add(_ step: Step) {
        // Players tell again and again that something is as good as finished.
        guard step.kind != .finished || !steps.contains(where: { $0.title == step.title && $0.kind == .finished }) else { return }
        if steps.count < Self.mostSteps { steps.append(step) }
    }

    /// The steps that were taken since.
    func since(_ moment: Moment) -> RecommendedNews {
        var news = RecommendedNews()
        news.steps = steps.filter { $0.at > moment }
        return news
    }

    /// What could not be written, before what came since.
    mutating func putBack(_ former: RecommendedNews) {
        shown.merge(former.shown) { late, early in
            var both = late
            if early.row == late.row { both.since = early.since }
            return both
        }
        steps = Array((former.steps + steps).prefix(Self.mostSteps))
    }
}
