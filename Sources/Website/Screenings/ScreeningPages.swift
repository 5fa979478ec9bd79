import Foundation
import KinoraCatalogue
import KinoraKernel
import KinoraPreparation
import KinoraViewing

/// One line about a screening: on the programme, and on the first page when it is near.
struct ScreeningLine: Sendable {
    let title: String
    let when: String
    let about: String?
    let address: String

    /// So long before it begins, the first page tells of it.
    static let near = Duration.seconds(24 * 3600)

    init(_ shown: ShownScreening, at now: Moment, _ clock: WallClock, _ words: Words) {
        title = shown.title
        when = words.when(shown, at: now, clock)
        about = shown.screening.about.isEmpty ? nil : shown.screening.about
        address = ScreeningPlace.one(shown.id).address
    }
}

/// The programme.
struct ScreeningsPage: Sendable {
    let lines: [ScreeningLine]
    let isEmpty: Bool
    /// Where another is set; nil for those who may not.
    let new: String?

    init(_ shown: [ShownScreening], maySet: Bool, at now: Moment, _ clock: WallClock, _ words: Words) {
        lines = shown.map { ScreeningLine($0, at: now, clock, words) }
        isEmpty = lines.isEmpty
        new = maySet ? ScreeningPlace.new(nil).address : nil
    }
}

/// One screening.
struct ScreeningPage: Sendable {
    let heading: String
    let about: String?
    /// What is gone, and what follows; nil where nothing is.
    let notice: String?
    let when: String
    /// Where it is in the week, with the zone.
    let clock: String
    let features: [Line]
    /// The player; nil before the doors open and after the end.
    let join: String?
    let calendar: String
    let guests: String
    /// How many watch in step; nil where nobody does.
    let people: String?
    /// Nil for everybody but the host.
    let host: Host?
    let programme = ScreeningPlace.all.address
    /// For the script: what it asks, when it began, and now.
    let state: String
    let phase: String
    let startsAt: String
    let now: String

    struct Line: Sendable {
        let title: String
        /// Empty where it is gone.
        let address: String
        let isGone: Bool
        let meta: String
    }

    struct Host: Sendable {
        let action: String
        let remove: String
        let buttons: [Button]
    }

    struct Button: Sendable {
        let wish: String
        let label: String
    }

    init(
        _ shown: ShownScreening, isHost: Bool, guests count: Int, people: Int, at now: Moment, _ wall: WallClock, _ words: Words
    ) {
        let screening = shown.screening
        let standing = shown.state(at: now)
        heading = shown.title
        let gone = shown.gone.joined(separator: ", ")
        notice = shown.isCalledOff(at: now) ? words(isHost ? .screeningCalledOffHost : .screeningCalledOffGuest, gone) : nil
        about = screening.about.isEmpty ? nil : screening.about
        when = words.when(shown, at: now, wall)
        clock = words(.screeningClock, words.dayAndTime(screening.startsAt, wall), wall.zone.identifier)
        var begins = screening.startsAt
        features = shown.features.map { feature in
            let length = words.length(milliseconds: feature.feature.length)
            defer { begins = begins + .milliseconds(feature.feature.length + ScreeningCourse.interval) }
            let meta = feature.place == nil ? words(.screeningGone) : "\(wall.time(begins)) · \(length)"
            return Line(title: feature.title, address: feature.place?.address ?? "", isGone: feature.place == nil, meta: meta)
        }
        join = standing.feature.map { ScreeningPlace.seat(shown.id, screening.features[$0]).address }
        calendar = ScreeningPlace.calendar(shown.id).address
        guests =
            screening.isByInvitation ? words.count(count, one: .screeningOneGuest, many: .screeningManyGuests) : words(.screeningForAll)
        self.people = people == 0 ? nil : words.count(people, one: .screeningOnePerson, many: .screeningManyPeople)
        host =
            isHost
            ? Host(
                action: ScreeningPlace.control(shown.id).address, remove: ScreeningPlace.remove(shown.id).address,
                buttons: Self.buttons(standing, words)) : nil
        state = ScreeningPlace.state(shown.id).address
        phase = standing.phase
        startsAt = String(screening.course.at.milliseconds)
        self.now = String(now.milliseconds)
    }

    private static func buttons(_ state: ScreeningCourse.State, _ words: Words) -> [Button] {
        let (begin, end) = (Button(wish: "begin", label: words(.screeningBegin)), Button(wish: "end", label: words(.screeningEnd)))
        switch state {
        case .coming, .open: return [begin]
        case .playing: return [Button(wish: "pause", label: words(.screeningPause)), end]
        case .paused: return [Button(wish: "resume", label: words(.screeningResume)), end]
        case .over: return []
        }
    }
}

/// Where a screening stands, as players read it.
struct ScreeningReport: Encodable, Sendable {
    /// The server's clock, in milliseconds since 1970.
    let now: Int64
    let phase: String
    /// Where the picture stands at that moment, in milliseconds.
    let position: Int64
    /// Until the feature begins, in milliseconds.
    let wait: Int64
    /// The player of the feature that plays, or comes next; nil when it is over, or nobody is let in yet.
    let watch: String?
    /// How many watch in step.
    let people: Int

    init(_ shown: ShownScreening, people: Int, at now: Moment) {
        let (id, screening, state) = (shown.id, shown.screening, shown.state(at: now))
        self.now = now.milliseconds
        phase = state.phase
        self.people = people
        watch = state.feature.map { ScreeningPlace.seat(id, screening.features[$0]).address }
        switch state {
        case .playing(_, let position), .paused(_, let position): (self.position, wait) = (position, 0)
        case .open(_, let left): (position, wait) = (0, left)
        case .coming: (position, wait) = (0, screening.course.at.milliseconds - now.milliseconds)
        case .over: (position, wait) = (0, 0)
        }
    }
}

/// What the player of somebody who watches in step is told with its page.
struct ScreeningSeat: Sendable {
    let state: String
    let control: String
    /// `yes` for the host.
    let host: String
    let phase: String
    /// Where to begin, in seconds.
    let start: String
    /// The screening's page.
    let back: String

    init(_ shown: ShownScreening, isHost: Bool, at now: Moment) {
        let report = ScreeningReport(shown, people: 0, at: now)
        state = ScreeningPlace.state(shown.id).address
        control = ScreeningPlace.control(shown.id).address
        host = isHost ? "yes" : ""
        phase = report.phase
        start = String(Double(report.position) / 1000)
        back = ScreeningPlace.one(shown.id).address
    }
}

extension ScreeningCourse.State {
    /// How scripts call it.
    var phase: String {
        switch self {
        case .coming: "coming"
        case .open: "open"
        case .playing: "playing"
        case .paused: "paused"
        case .over: "over"
        }
    }

    /// What may be entered now.
    var feature: Int? {
        switch self {
        case .coming, .over: nil
        case .open(let feature, _), .playing(let feature, _), .paused(let feature, _): feature
        }
    }
}

extension Words {
    /// `begins in 2 h 5 min`, `plays now` …
    func when(_ shown: ShownScreening, at now: Moment, _ clock: WallClock) -> String {
        if shown.isCalledOff(at: now) { return self(.screeningCalledOff) }
        switch shown.state(at: now) {
        case .coming: return self(.screeningAt, moment(shown.screening.course.at, seenFrom: now, clock))
        case .open(_, let wait): return self(.screeningSoon, length(milliseconds: wait))
        case .playing: return self(.screeningNow)
        case .paused: return self(.screeningPaused)
        case .over: return self(.screeningOver)
        }
    }
}
