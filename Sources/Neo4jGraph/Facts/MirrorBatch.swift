/// Facts in the order in which they became true, and the place in the change feed behind them.
package struct MirrorBatch: Sendable, Hashable {
    package var facts: [MirrorFact]
    package var position: String
    /// Whether all that there was has been told by now. Nothing is written before: what is not told yet would look like something erased.
    package var isCaughtUp: Bool

    package init(_ facts: [MirrorFact], position: String, isCaughtUp: Bool = true) {
        self.facts = facts
        self.position = position
        self.isCaughtUp = isCaughtUp
    }
}
