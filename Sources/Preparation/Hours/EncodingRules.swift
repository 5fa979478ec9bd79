import Foundation
import KinoraKernel

/// When this machine may encode, as its owner set it.
package struct EncodingRules: Hashable, Sendable {
    /// Nil for always.
    package var hours: Hours?
    /// How long nobody must have watched; nil when it does not matter.
    package var quiet: Duration?
    /// The zone in which times are told.
    package var zone: TimeZone

    package init(hours: Hours? = nil, quiet: Duration? = nil, zone: TimeZone = .current) {
        self.hours = hours
        self.quiet = quiet
        self.zone = zone
    }

    /// What follows from the facts. The owner's word goes first, then the hours, then the viewers.
    func standing(at now: Moment, pausedSince: Moment?, lastWatched: Moment?) -> Standing {
        if let pausedSince { return .paused(since: pausedSince) }
        if let hours, !hours.contains(now) { return .outsideHours(opens: hours.nextOpening(after: now)) }
        if let quiet, let lastWatched, now < lastWatched + quiet { return .watched(until: lastWatched + quiet) }
        return .open
    }
}
