import KinoraKernel

/// How a screening runs: when it began, or was last moved, and where the picture stood then. Everything else follows from that and the clock,
/// so that everybody who knows the course and the time sees the same picture.
package struct ScreeningCourse: Codable, Hashable, Sendable {
    /// When what is said here holds from. Before it, the screening waits to begin.
    package var at: Moment
    /// Which feature of the programme played then; the first is 0.
    package var feature: Int
    /// Where in it, in milliseconds.
    package var position: Int64
    package var isPaused: Bool
    package var isEnded: Bool

    /// So long before the beginning the doors are open.
    package static let doors = Duration.seconds(15 * 60)
    /// Between two features, in milliseconds: time for every device to go over.
    package static let interval: Int64 = 15_000
    /// A pause that lasts longer ends the screening.
    package static let longestPause = Duration.seconds(6 * 3600)

    package init(from start: Moment) {
        (at, feature, position, isPaused, isEnded) = (start, 0, 0, false, false)
    }

    /// Where a screening stands at a moment.
    package enum State: Hashable, Sendable {
        /// Nobody is let in yet.
        case coming
        /// The doors are open; a feature begins in so many milliseconds.
        case open(feature: Int, wait: Int64)
        case playing(feature: Int, position: Int64)
        case paused(feature: Int, position: Int64)
        case over
    }

    /// - Parameter lengths: how long each feature is, in milliseconds.
    package func state(at now: Moment, lengths: [Int64]) -> State {
        guard !isEnded, lengths.indices.contains(feature) else { return .over }
        guard now >= at else {
            let wait = at.milliseconds - now.milliseconds
            // Who moved the beginning to a later feature let everybody in already.
            return feature == 0 && position == 0 && at - Self.doors > now ? .coming : .open(feature: feature, wait: wait)
        }
        if isPaused {
            return now.since(at) > Self.longestPause ? .over : .paused(feature: feature, position: min(position, lengths[feature]))
        }
        var rest = position + (now.milliseconds - at.milliseconds)
        for place in feature..<lengths.count {
            if rest < lengths[place] { return .playing(feature: place, position: rest) }
            rest -= lengths[place] + Self.interval
            if rest < 0 { return place + 1 < lengths.count ? .open(feature: place + 1, wait: -rest) : .over }
        }
        return .over
    }

    /// When it is over, if nobody stops it any more; nil while it is paused.
    package func end(lengths: [Int64]) -> Moment? {
        guard !isPaused, !isEnded, lengths.indices.contains(feature) else { return nil }
        let rest = lengths[feature...].reduce(0, +) - position + Int64(lengths.count - 1 - feature) * Self.interval
        return at + .milliseconds(rest)
    }

    // MARK: - What the host does

    package enum Wish: Hashable, Sendable {
        /// Begins now, whatever the hour.
        case begin
        case pause
        case resume
        /// To a place in the feature that plays, in milliseconds.
        case seek(Int64)
        case end
    }

    /// Follows a wish; one that means nothing at present changes nothing.
    package mutating func follow(_ wish: Wish, at now: Moment, lengths: [Int64]) {
        let state = state(at: now, lengths: lengths)
        switch (wish, state) {
        case (.begin, .coming), (.begin, .open):
            if case .open(let next, _) = state { (feature, position) = (next, next == feature ? position : 0) }
            (at, isPaused) = (now, false)
        case (.pause, .playing(let feature, let position)):
            (at, self.feature, self.position, isPaused) = (now, feature, position, true)
        case (.resume, .paused(let feature, let position)):
            (at, self.feature, self.position, isPaused) = (now, feature, position, false)
        case (.seek(let wanted), .playing(let feature, _)), (.seek(let wanted), .paused(let feature, _)):
            (at, self.feature, position) = (now, feature, min(max(0, wanted), max(0, lengths[feature] - 1000)))
        case (.end, _): isEnded = true
        default: break
        }
    }
}
