import KinoraKernel

/// What became of an attempt to send a letter; for the log. Holds no address.
package enum LetterNews: Hashable, Sendable {
    case sent(kind: String)
    case putOff(kind: String, until: Moment, reason: String)
    case givenUp(kind: String, reason: String)
    /// The outbox itself could not be used.
    case trouble(String)
}
