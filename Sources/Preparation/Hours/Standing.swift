import KinoraKernel

/// Whether encoding may run now, and if not, why.
package enum Standing: Hashable, Sendable {
    case open
    /// The owner stopped everything.
    case paused(since: Moment)
    /// - Parameter opens: nil for hours that never come.
    case outsideHours(opens: Moment?)
    /// Somebody watches.
    /// - Parameter until: when it will have been quiet for long enough, if nobody goes on watching.
    case watched(until: Moment)

    package var isOpen: Bool { self == .open }

    /// Whether it changed in kind; the moments in it may move while the reason stays.
    func isLike(_ other: Standing?) -> Bool {
        switch (self, other) {
        case (.open, .open), (.paused, .paused), (.outsideHours, .outsideHours), (.watched, .watched): true
        default: false
        }
    }

    /// One sentence for logs and terminals; empty when encoding may run.
    package func sentence(_ clock: WallClock, at now: Moment) -> String {
        switch self {
        case .open: ""
        case .paused: "Preparation is paused. Let it go on with: kinora jobs resume --all."
        case .outsideHours(let opens?):
            "Nothing is encoded outside the hours that were set; they begin \(clock.text(opens, seenFrom: now))."
        case .outsideHours(nil): "Nothing is encoded: the hours that were set never come. Correct the setting encode-hours."
        case .watched: "Nothing is encoded while somebody watches; it goes on by itself."
        }
    }
}
