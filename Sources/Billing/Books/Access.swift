import KinoraKernel

/// What an entry of the ledger opens.
package struct Access: Codable, Hashable, Sendable {
    package var scope: Scope
    package var from: Moment
    /// Nil for ever. Of a rental: until when one must have begun.
    package var until: Moment?
    /// Of a rental: for so many hours from the beginning on.
    package var hoursToFinish: Int?

    package init(_ scope: Scope, from: Moment, until: Moment?, hoursToFinish: Int? = nil) {
        self.scope = scope
        self.from = from
        self.until = until
        self.hoursToFinish = hoursToFinish
    }
}
