/// Who wants to play what, as far as Billing goes.
package struct PlayQuestion: Hashable, Sendable {
    /// The title and what it belongs to, the narrowest first: see `SaleSubject.chain`.
    package var chain: [SaleSubject]
    package var member: String
    /// Whoever looks after the catalogue sees everything.
    package var isStaff: Bool

    package init(_ chain: [SaleSubject], member: String, isStaff: Bool) {
        self.chain = chain
        self.member = member
        self.isStaff = isStaff
    }
}
