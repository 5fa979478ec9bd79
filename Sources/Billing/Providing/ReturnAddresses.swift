/// Where a payer's browser comes back to: whole addresses of this house's own. What comes with them is not believed.
package struct ReturnAddresses: Hashable, Sendable {
    package var done: String
    package var cancelled: String

    package init(done: String, cancelled: String) {
        self.done = done
        self.cancelled = cancelled
    }
}
