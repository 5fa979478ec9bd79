import KinoraKernel

/// What an order is about, as it was when it was ordered: what it opens once it is paid.
package struct Goods: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Hashable, Sendable, CaseIterable { case rental, purchase, pass, gift, donation }

    package var kind: Kind
    /// Nil for a donation, which opens nothing.
    package var scope: Scope?
    /// For so many days from the payment (a gift's: from its redemption) on; nil for no such end.
    package var days: Int?
    package var until: Moment?
    package var hoursToBegin: Int?
    package var hoursToFinish: Int?

    package init(_ kind: Kind, _ scope: Scope?) {
        self.kind = kind
        self.scope = scope
    }

    /// What it opens for who paid; nil where that is nothing.
    func access(from moment: Moment) -> Access? {
        guard let scope, kind != .gift else { return nil }
        if let hoursToBegin {
            return Access(scope, from: moment, until: moment + .seconds(hoursToBegin * 3600), hoursToFinish: hoursToFinish)
        }
        let end = days.map { moment + .seconds($0 * 86_400) }
        let ends = [end, until].compactMap { $0 }
        return Access(scope, from: moment, until: ends.min())
    }

    /// Which title the money is counted for.
    var subject: SaleSubject? { if case .title(let subject) = scope { subject } else { nil } }
}
