import KinoraKernel

/// Whether a viewer may play something now.
package enum WatchDecision: Hashable, Sendable {
    case allowed(LiveStream)
    case refused(WatchDenial)
}

/// Why a viewer may not play something now; the words are chosen by the page that says it.
package enum WatchDenial: Hashable, Sendable {
    /// It is for older people than the profile is made for.
    case tooYoung
    /// It is not listed, or there is nothing to play.
    case notListed
    /// It can be watched from a moment on.
    case notYet(Moment)
    /// It could be watched until a moment.
    case noLonger(Moment)
    /// It has to be rented, bought or subscribed to.
    case notPaid
    /// People of this role do not watch.
    case role
    /// The account plays on as many devices as it may; says on which, and how many.
    case tooManyStreams(limit: Int, devices: [String])
}
